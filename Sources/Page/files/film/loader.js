// Makes modules out of the texts that one file holds, and starts the page; the run lies beside them.
(async () => {
  const inflated = async (id) => {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return JSON.parse(await new Response(stream).text());
  };
  const [sources, run] = await Promise.all([inflated("modules"), inflated("run")]);
  globalThis.heavisideRun = run;
  globalThis.heavisideFiles = Object.fromEntries(Object.entries(sources).filter(([name]) => name.endsWith(".json")));
  const addresses = new Map();
  const resolved = (from, name) => new URL(name, `file:///${from}`).pathname.slice(1);
  const address = (name, above = []) => {
    if (addresses.has(name)) return addresses.get(name);
    if (above.includes(name)) throw new Error(`${name} imports itself`);
    if (!(name in sources)) return `data:text/javascript,throw new Error(${JSON.stringify(`${name} is not in this file`)})`;
    const source = sources[name].replace(/((?:from|import)\s*\(?\s*)"(\.{1,2}\/[^"]+)"/g,
      (whole, before, path) => `${before}"${address(resolved(name, path), [...above, name])}"`);
    const made = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    addresses.set(name, made);
    return made;
  };
  await import(address("main.js"));
})();
