"""Writes events.tfevents with TensorBoard's own messages and its own writer of records (tensorboard 2.21.0)."""
import pathlib

from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

STEPS = [(0, {"loss": 12.5, "learningRate": 1e-4}), (1, {"loss": 0.0, "codeR2": float("nan")}),
         (300, {"loss": float("inf"), "grösse": -1e-300}), (2**40, {"loss": 1.5})]

with open(pathlib.Path(__file__).with_name("events.tfevents"), "wb") as file:
    writer = RecordWriter(file)
    writer.write(event_pb2.Event(wall_time=1.75e9, file_version="brain.Event:2").SerializeToString())
    for step, values in STEPS:
        summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, simple_value=value)
                                             for tag, value in values.items()])
        writer.write(event_pb2.Event(wall_time=1.75e9 + step / 4, step=step, summary=summary).SerializeToString())
    writer.flush()
