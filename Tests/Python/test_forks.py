"""Forked processes: each has files and a program of its own, and leaves those of its parent alone."""
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import unittest

import numpy as np

import heaviside as hv
from heaviside import program
from heaviside.engine import engine

SECONDS = 60


def certify(_):
    found = hv.Network([(np.eye(2),)]).certify(np.eye(2))
    return found.verdict, str(found.certificate.parent), os.getpid()


@unittest.skipUnless(sys.platform != "win32" and "fork" in multiprocessing.get_all_start_methods(), "there are no forks")
class ForkTests(unittest.TestCase):
    def test_a_child_leaves_the_files_of_its_parent(self):
        own = hv.Network([(np.eye(2),)]).certify(np.eye(2))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            found = pool.map_async(certify, range(4), chunksize=1).get(SECONDS)
            pool.close()
            pool.join()
        self.assertEqual({verdict for verdict, _, _ in found}, {"proved"})
        for _, folder, _ in found:
            self.assertNotEqual(folder, str(own.certificate.parent))
            self.assertFalse(os.path.exists(folder))
        self.assertIn("valid", own.verify())
        self.assertEqual(certify(0)[:2], ("proved", str(own.certificate.parent)))

    def test_a_child_of_a_busy_parent_does_not_wait_for_it(self):
        certify(0)
        held, leave = threading.Event(), threading.Event()

        def hold():
            with engine._lock, program._scratch_lock:
                held.set()
                leave.wait(SECONDS)

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(SECONDS)
        process = multiprocessing.get_context("fork").Process(target=certify, args=(0,))
        process.start()
        try:
            process.join(SECONDS / 3)
            self.assertEqual(process.exitcode, 0)
        finally:
            if process.is_alive():
                os.kill(process.pid, signal.SIGKILL)
                process.join()
            leave.set()
            thread.join()
        self.assertEqual(certify(0)[0], "proved")

    def test_a_child_that_ends_as_python_does_leaves_the_files_of_its_parent(self):
        script = ("import os, sys\n"
                  "from heaviside.program import scratch\n"
                  "path = scratch('.txt')\n"
                  "path.write_text('kept')\n"
                  "child = os.fork()\n"
                  "if child == 0: sys.exit(0)\n"
                  "os.waitpid(child, 0)\n"
                  "print(path.read_text())\n")
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=SECONDS)
        self.assertEqual((ended.returncode, ended.stdout), (0, "kept\n"))

    def test_a_folder_that_was_removed_is_made_again(self):
        folder = certify(0)[1]
        shutil.rmtree(folder)
        self.assertEqual(certify(0)[0], "proved")


if __name__ == "__main__":
    unittest.main()
