"""Training while Python goes on, and what a widget of it is told: with a channel that keeps what is sent."""
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import numpy as np

import heaviside as hv
from heaviside import live, tensors, watch
from heaviside.live import Feed

STUDY = dict(length=9, epochs=20_000_000, seed=4)


class Channel:
    """A widget's channel."""

    def __init__(self):
        self.sent, self.told = [], threading.Condition()

    def __call__(self, content, buffers):
        with self.told:
            self.sent.append((time.monotonic(), content, buffers))
            self.told.notify_all()

    def wait(self, condition, timeout=30):
        """The first message that a condition holds for."""
        with self.told:
            place, until = 0, time.monotonic() + timeout
            while True:
                while place < len(self.sent):
                    _, content, buffers = self.sent[place]
                    place += 1
                    if condition(content):
                        return content, buffers
                if not self.told.wait(until - time.monotonic()) and time.monotonic() > until:
                    raise AssertionError("the message did not come")


def has(event, condition=lambda data: True):
    return lambda content: any(kind == event and condition(data) for kind, data in content.get("news", []))


class BackgroundTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name, "runs")
        self.addCleanup(lambda: watch.watcher(self.out).close())

    def test_it_goes_on_beside_python_to_the_bits_of_any_other_training(self):
        training = hv.train("autoencoder-study", length=9, epochs=3000, seed=4, out=self.out, background=True)
        self.assertIn(training.status, ("running", "finished"))
        run = training.wait(60)
        other = hv.train("autoencoder-study", length=9, epochs=3000, seed=4, keep=False)
        self.assertEqual(run.measures["weightsSHA256"], other.measures["weightsSHA256"])
        self.assertEqual((training.status, training.epoch, training.epochs), ("finished", 3000, 3000))
        self.assertEqual(len(run.losses), 3000)
        self.assertIn("finished, epoch 3,000", repr(training))

    def test_a_stop_keeps_the_checkpoint_and_resume_goes_on(self):
        training = hv.train("autoencoder-study", out=self.out, background=True, **STUDY)
        while training.epoch < 2000:
            time.sleep(0.01)
        with self.assertRaises(TimeoutError):
            training.wait(0.05)
        run = training.stop()
        done = training.epoch
        self.assertEqual((run.status, training.status), ("interrupted", "stopped"))
        self.assertGreaterEqual(done, 2000)
        with self.assertRaises(hv.Interrupted) as caught:
            training.wait()
        self.assertEqual(caught.exception.folder, run.folder)
        self.assertEqual(training.stop().folder, run.folder)
        again = hv.resume(run.folder, background=True)
        while again.epoch < done + 500:
            time.sleep(0.01)
        self.assertEqual(again.stop().measures["epochs"], again.epoch)

    def test_data_of_ones_own_and_a_run_that_diverges(self):
        spec = {"name": "own", "network": [{"dense": 1}], "loss": {"squaredError": "mean"}, "epochs": 5000,
                "initialization": {"uniform": [-0.05, 0.05]}, "optimizer": {"sgd": {"learningRate": 1e9}}, "precision": "float64"}
        training = hv.train(spec, np.eye(3), np.ones((3, 1)), seed=1, out=self.out, background=True)
        with self.assertRaises(hv.Diverged) as caught:
            training.wait(60)
        self.assertEqual(caught.exception.run.status, "diverged")
        self.assertTrue((training.folder / "spec.yaml").is_file())

    def test_what_it_does_not_take(self):
        for options in ({"keep": False}, {"threads": 1}, {"progress": True}, {"seed": [1, 2]}, {"pace": 0}, {"pace": "fast"}):
            with self.assertRaises(hv.BadInput, msg=options):
                hv.train("linear-code", length=9, out=self.out, background=True, **options)
        with self.assertRaisesRegex(hv.BadInput, "background=True"):
            hv.train("linear-code", length=9, out=self.out, pace="decade")
        with self.assertRaisesRegex(hv.BadInput, "linear-code"):
            hv.train("linear-cod", out=self.out, background=True)
        with self.assertRaisesRegex(hv.BadInput, "no folder of a run"):
            hv.resume(self.out / "nothing", background=True)

    def test_the_end_of_python_is_a_checkpoint(self):
        text = (f"import heaviside as hv, time\nt = hv.train('autoencoder-study', out={str(self.out)!r}, background=True, "
                f"**{STUDY})\nwhile t.epoch < 2000: time.sleep(0.01)\nprint(t.folder)")
        ended = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60, check=True)
        run = hv.Run(ended.stdout.strip())
        self.assertEqual(run.status, "interrupted")
        self.assertGreaterEqual(run.measures["epochs"], 2000)

    def test_an_interrupted_batch_goes_on(self):
        folder = self.out / "autoencoder-study-1"
        # What was started in the background by a shell ignores SIGINT.
        text = ("import heaviside as hv, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
                "try:\n    hv.train('autoencoder-study', length=9, epochs=100000, seed=range(1, 3), "
                f"threads=1, progress=False, out={str(self.out)!r})\nexcept hv.Interrupted as problem:\n    print(problem.folder)")
        with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) as process:
            while not (folder / "1").exists():
                time.sleep(0.01)
            process.send_signal(2)
            self.assertEqual(process.communicate(timeout=60)[0].strip(), str(folder))
        found = hv.resume(folder)
        self.assertEqual([(run.seed, run.status) for run in found], [(seed, "finished") for seed in (1, 2)])


class FeedTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name, "runs")
        self.watcher = watch.watcher(self.out)
        self.addCleanup(self.watcher.close)

    def feed(self, training):
        channel = Channel()
        feed = Feed(self.watcher, training.id, channel)
        self.addCleanup(feed.close)
        return feed, channel

    def ask(self, feed, channel, **message):
        feed.receive(message)
        content, buffers = channel.wait(lambda content: content.get("id") == message["id"])
        return content["status"], json.loads(buffers[0])

    def test_it_opens_with_the_run_its_losses_and_its_network(self):
        training = hv.train("autoencoder-study", length=9, epochs=500, seed=1, out=self.out, background=True)
        training.wait(60)
        feed, _ = self.feed(training)
        answers, frame = feed.opening()
        self.assertEqual((answers["run"]["epoch"], answers["run"]["status"]), (500, "finished"))
        self.assertEqual(answers["history"]["buckets"][-1][1] >= 1, True)
        weights, metadata = tensors.decode(frame, "the frame")
        self.assertEqual(weights["layers.0.weight"].shape, (1, 9))
        self.assertEqual(metadata["epoch"], "500")

    def test_news_come_ten_times_a_second_with_the_newest_network(self):
        training = hv.train("autoencoder-study", out=self.out, background=True, **STUDY)
        feed, channel = self.feed(training)
        feed.start()
        for _ in range(3):
            start = len(channel.sent)
            channel.wait(lambda content: "news" in content and len(channel.sent) > start + 5)
        training.stop()
        content, buffers = channel.wait(has("state", lambda data: data["status"] == "stopped"))
        self.assertEqual(tensors.decode(buffers[0], "the frame")[1]["epoch"], str(training.epoch))
        frames = [(when, data["epoch"], sent[0]) for when, content, sent in channel.sent
                  for kind, data in content.get("news", []) if kind == "frame"]
        self.assertGreater(len(frames), 10)
        epochs = [epoch for _, epoch, _ in frames]
        self.assertEqual(epochs, sorted(epochs))
        for (before, _, _), (after, _, _) in zip(frames, frames[1:]):
            self.assertGreater(after - before, 0.8 / live.RATE)
        for _, epoch, frame in frames:
            self.assertGreaterEqual(int(tensors.decode(frame, "the frame")[1]["epoch"]), epoch)
        self.assertTrue(any(has("loss")(content) for _, content, _ in channel.sent))

    def test_it_answers_the_widget_and_stops_its_run_alone(self):
        training = hv.train("autoencoder-study", out=self.out, background=True, **STUDY)
        other = hv.train("autoencoder-study", out=self.out, background=True, **STUDY | {"seed": 5})
        feed, channel = self.feed(training)
        status, answer = self.ask(feed, channel, id=1, ask="run", values={"run": other.id})
        self.assertEqual((status, answer["run"]), (200, training.id))
        status, answer = self.ask(feed, channel, id=2, ask="act", body={"act": "stop", "run": other.id})
        self.assertEqual(status, 400)
        status, answer = self.ask(feed, channel, id=3, ask="act", body={"act": "certify", "run": training.id})
        self.assertEqual(status, 400)
        status, answer = self.ask(feed, channel, id=4, ask="page", values={"file": "main.js"})
        self.assertEqual(status, 400)
        status, answer = self.ask(feed, channel, id=5, ask="history", values={"from": "x"})
        self.assertEqual((status, bool(answer["what"])), (422 if status == 422 else 400, True))
        status, answer = self.ask(feed, channel, id=6, ask="act", body={"act": "stop", "run": training.id})
        self.assertEqual(status, 200)
        with self.assertRaises(hv.Interrupted):
            training.wait(60)
        self.assertEqual(other.status, "running")
        for strange in (None, [], "x", {}, {"id": "1", "ask": "run"}, {"id": 1, "ask": 2}, {"id": True, "ask": "run"}):
            count = len(channel.sent)
            feed.receive(strange)
            self.assertEqual(len(channel.sent), count)
        other.stop()

    def test_the_end_of_the_process_is_told(self):
        training = hv.train("autoencoder-study", out=self.out, background=True, **STUDY)
        feed, channel = self.feed(training)
        feed.start()
        self.watcher._process.kill()
        content, _ = channel.wait(lambda content: "ended" in content)
        self.assertIn("has ended", content["ended"])
        with self.assertRaisesRegex(hv.Failed, "hv.resume"):
            training.wait(60)
        self.assertEqual(training.status, "stopped")
        self.assertEqual(self.ask(feed, channel, id=1, ask="run")[0], 500)

    def test_a_closed_feed_sends_nothing_and_asks_for_no_frames(self):
        training = hv.train("autoencoder-study", out=self.out, background=True, **STUDY)
        feed, channel = self.feed(training)
        feed.start()
        channel.wait(has("frame"))
        feed.close()
        time.sleep(0.3)
        count = len(channel.sent)
        time.sleep(0.4)
        self.assertEqual(len(channel.sent), count)
        self.assertEqual(self.watcher._viewers, 0)
        training.stop()


class BundleTests(unittest.TestCase):
    def test_the_widget_can_be_had_beside_the_sources(self):
        self.assertIn("export default { render:", live.bundle())


if __name__ == "__main__":
    unittest.main()
