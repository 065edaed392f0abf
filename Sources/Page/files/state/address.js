// The page's state in its address: run, epoch, θ, z, tab, compared runs, theme. A copied link shows the same.

/** What the address says. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  const whole = (key) => (/^\d+$/.test(query.get(key) ?? "") ? Number(query.get(key)) : null);
  return {
    run: query.get("run"), epoch: whole("epoch"), theta: whole("theta"), z: query.get("z"), tab: query.get("tab"),
    compare: query.getAll("compare").filter(Boolean), theme: query.get("theme"), view: query.get("view"), unit: whole("unit"), lesson: query.get("lesson"), step: whole("step"),
  };
}

/** Keeps the address to the model, at most four times a second; the way back leads through runs and tabs. */
export function keepAddress(model) {
  let timer = 0;
  let last = "";
  const write = () => {
    timer = 0;
    const query = new URLSearchParams();
    const add = (key, value) => { if (value !== null && value !== undefined && value !== "") query.append(key, value); };
    add("run", model.get("run"));
    add("epoch", model.get("looking"));
    if (model.get("thetaChosen")) add("theta", model.get("theta"));
    add("z", model.get("z"));
    if (model.get("tab") !== "laboratory") add("tab", model.get("tab"));
    for (const run of model.get("compare") ?? []) add("compare", run);
    add("lesson", model.get("lesson"));
    add("step", model.get("step"));
    if (model.get("themeChosen")) add("theme", model.get("theme"));
    if (model.get("isProjector")) add("view", "projector");
    const text = `${location.pathname}${query.size ? `?${query}` : ""}`;
    const place = `${model.get("run")} ${model.get("tab")}`;
    if (text === location.pathname + location.search) return;
    if (place !== last && last) history.pushState(null, "", text); else history.replaceState(null, "", text);
    last = place;
  };
  last = `${model.get("run")} ${model.get("tab")}`;
  model.on("change:run change:looking change:theta change:z change:tab change:compare change:theme change:isProjector change:lesson change:step", () => {
    if (!timer) timer = setTimeout(write, 250);
  });
}
