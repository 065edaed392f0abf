// Written by Scripts/page-files.
#include "page.h"

#include <stddef.h>

// #embed is of C23, and an extension in the C before it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "files/activations.js"
};
static const unsigned char file1[] = {
#embed "files/controls/acts.js"
};
static const unsigned char file2[] = {
#embed "files/controls/by-hand.js"
};
static const unsigned char file3[] = {
#embed "files/controls/card.js"
};
static const unsigned char file4[] = {
#embed "files/controls/editor.js"
};
static const unsigned char file5[] = {
#embed "files/controls/figure.js"
};
static const unsigned char file6[] = {
#embed "files/controls/fork.js"
};
static const unsigned char file7[] = {
#embed "files/controls/keys.js"
};
static const unsigned char file8[] = {
#embed "files/controls/maths.js"
};
static const unsigned char file9[] = {
#embed "files/controls/menu.js"
};
static const unsigned char file10[] = {
#embed "files/controls/paper.js"
};
static const unsigned char file11[] = {
#embed "files/controls/sheet.js"
};
static const unsigned char file12[] = {
#embed "files/controls/start.js"
};
static const unsigned char file13[] = {
#embed "files/controls/states.js"
};
static const unsigned char file14[] = {
#embed "files/controls/tabs.js"
};
static const unsigned char file15[] = {
#embed "files/controls/tools.js"
};
static const unsigned char file16[] = {
#embed "files/controls/transport.js"
};
static const unsigned char file17[] = {
#embed "files/exact/checker.js"
};
static const unsigned char file18[] = {
#embed "files/exact/linear.js"
};
static const unsigned char file19[] = {
#embed "files/exact/piece.js"
};
static const unsigned char file20[] = {
#embed "files/exact/rational.js"
};
static const unsigned char file21[] = {
#embed "files/exact/witness.js"
};
static const unsigned char file22[] = {
#embed "files/film/loader.js"
};
static const unsigned char file23[] = {
#embed "files/format.js"
};
static const unsigned char file24[] = {
#embed "files/icon.svg"
};
static const unsigned char file25[] = {
#embed "files/index.html"
};
static const unsigned char file26[] = {
#embed "files/lessons/backpropagation.json"
};
static const unsigned char file27[] = {
#embed "files/lessons/check.js"
};
static const unsigned char file28[] = {
#embed "files/lessons/dead-relu.json"
};
static const unsigned char file29[] = {
#embed "files/lessons/hard-threshold.json"
};
static const unsigned char file30[] = {
#embed "files/lessons/linear-code.json"
};
static const unsigned char file31[] = {
#embed "files/lessons/missing-data.json"
};
static const unsigned char file32[] = {
#embed "files/lessons/naive-solution.json"
};
static const unsigned char file33[] = {
#embed "files/lessons/pictures/controls.js"
};
static const unsigned char file34[] = {
#embed "files/lessons/pictures/graph.js"
};
static const unsigned char file35[] = {
#embed "files/lessons/pictures/ladder.js"
};
static const unsigned char file36[] = {
#embed "files/lessons/pictures/missing.js"
};
static const unsigned char file37[] = {
#embed "files/lessons/pictures/solution.js"
};
static const unsigned char file38[] = {
#embed "files/lessons/pictures/threshold.js"
};
static const unsigned char file39[] = {
#embed "files/lessons/pictures/unit.js"
};
static const unsigned char file40[] = {
#embed "files/main.js"
};
static const unsigned char file41[] = {
#embed "files/model.js"
};
static const unsigned char file42[] = {
#embed "files/page.css"
};
static const unsigned char file43[] = {
#embed "files/parts.js"
};
static const unsigned char file44[] = {
#embed "files/print.css"
};
static const unsigned char file45[] = {
#embed "files/safetensors.js"
};
static const unsigned char file46[] = {
#embed "files/state/address.js"
};
static const unsigned char file47[] = {
#embed "files/state/axes.js"
};
static const unsigned char file48[] = {
#embed "files/state/classes.js"
};
static const unsigned char file49[] = {
#embed "files/state/event-book.js"
};
static const unsigned char file50[] = {
#embed "files/state/frame-worker.js"
};
static const unsigned char file51[] = {
#embed "files/state/history.js"
};
static const unsigned char file52[] = {
#embed "files/state/loop.js"
};
static const unsigned char file53[] = {
#embed "files/state/names.js"
};
static const unsigned char file54[] = {
#embed "files/state/observable.js"
};
static const unsigned char file55[] = {
#embed "files/state/past.js"
};
static const unsigned char file56[] = {
#embed "files/state/printed.js"
};
static const unsigned char file57[] = {
#embed "files/state/refusal.js"
};
static const unsigned char file58[] = {
#embed "files/state/replay.js"
};
static const unsigned char file59[] = {
#embed "files/state/root.js"
};
static const unsigned char file60[] = {
#embed "files/state/samples.js"
};
static const unsigned char file61[] = {
#embed "files/state/source.js"
};
static const unsigned char file62[] = {
#embed "files/state/store.js"
};
static const unsigned char file63[] = {
#embed "files/state/stream-batch.js"
};
static const unsigned char file64[] = {
#embed "files/state/stream-worker.js"
};
static const unsigned char file65[] = {
#embed "files/state/trail.js"
};
static const unsigned char file66[] = {
#embed "files/state/whole.js"
};
static const unsigned char file67[] = {
#embed "files/tabs/compare-figures.js"
};
static const unsigned char file68[] = {
#embed "files/tabs/compare-measures.js"
};
static const unsigned char file69[] = {
#embed "files/tabs/compare-specs.js"
};
static const unsigned char file70[] = {
#embed "files/tabs/compare.js"
};
static const unsigned char file71[] = {
#embed "files/tabs/decoder-map.js"
};
static const unsigned char file72[] = {
#embed "files/tabs/decoder-piece.js"
};
static const unsigned char file73[] = {
#embed "files/tabs/decoder-words.js"
};
static const unsigned char file74[] = {
#embed "files/tabs/decoder.js"
};
static const unsigned char file75[] = {
#embed "files/tabs/lesson.js"
};
static const unsigned char file76[] = {
#embed "files/tabs/network-cards.js"
};
static const unsigned char file77[] = {
#embed "files/tabs/network-graph.js"
};
static const unsigned char file78[] = {
#embed "files/tabs/network-hand.js"
};
static const unsigned char file79[] = {
#embed "files/tabs/network.js"
};
static const unsigned char file80[] = {
#embed "files/tabs/parts.js"
};
static const unsigned char file81[] = {
#embed "files/tabs/proof-arithmetic.js"
};
static const unsigned char file82[] = {
#embed "files/tabs/proof-aside.js"
};
static const unsigned char file83[] = {
#embed "files/tabs/proof-figures.js"
};
static const unsigned char file84[] = {
#embed "files/tabs/proof.js"
};
static const unsigned char file85[] = {
#embed "files/tabs/tabs.css"
};
static const unsigned char file86[] = {
#embed "files/tokens.css"
};
static const unsigned char file87[] = {
#embed "files/views.css"
};
static const unsigned char file88[] = {
#embed "files/views/class-rows.js"
};
static const unsigned char file89[] = {
#embed "files/views/code.js"
};
static const unsigned char file90[] = {
#embed "files/views/colours.js"
};
static const unsigned char file91[] = {
#embed "files/views/confusion.js"
};
static const unsigned char file92[] = {
#embed "files/views/decoder.js"
};
static const unsigned char file93[] = {
#embed "files/views/draw.js"
};
static const unsigned char file94[] = {
#embed "files/views/elements.js"
};
static const unsigned char file95[] = {
#embed "files/views/epoch-marks.js"
};
static const unsigned char file96[] = {
#embed "files/views/errors.js"
};
static const unsigned char file97[] = {
#embed "files/views/event-groups.js"
};
static const unsigned char file98[] = {
#embed "files/views/event-kinds.js"
};
static const unsigned char file99[] = {
#embed "files/views/events.js"
};
static const unsigned char file100[] = {
#embed "files/views/formulas.js"
};
static const unsigned char file101[] = {
#embed "files/views/gaps.js"
};
static const unsigned char file102[] = {
#embed "files/views/kinks.js"
};
static const unsigned char file103[] = {
#embed "files/views/last-seen.js"
};
static const unsigned char file104[] = {
#embed "files/views/loss.js"
};
static const unsigned char file105[] = {
#embed "files/views/network.js"
};
static const unsigned char file106[] = {
#embed "files/views/obstacles.js"
};
static const unsigned char file107[] = {
#embed "files/views/projector.js"
};
static const unsigned char file108[] = {
#embed "files/views/reconstructions.js"
};
static const unsigned char file109[] = {
#embed "files/views/thread.js"
};
static const unsigned char file110[] = {
#embed "files/views/weights.js"
};

static const heaviside_page_file files[] = {
    {"activations.js", file0, sizeof file0},
    {"controls/acts.js", file1, sizeof file1},
    {"controls/by-hand.js", file2, sizeof file2},
    {"controls/card.js", file3, sizeof file3},
    {"controls/editor.js", file4, sizeof file4},
    {"controls/figure.js", file5, sizeof file5},
    {"controls/fork.js", file6, sizeof file6},
    {"controls/keys.js", file7, sizeof file7},
    {"controls/maths.js", file8, sizeof file8},
    {"controls/menu.js", file9, sizeof file9},
    {"controls/paper.js", file10, sizeof file10},
    {"controls/sheet.js", file11, sizeof file11},
    {"controls/start.js", file12, sizeof file12},
    {"controls/states.js", file13, sizeof file13},
    {"controls/tabs.js", file14, sizeof file14},
    {"controls/tools.js", file15, sizeof file15},
    {"controls/transport.js", file16, sizeof file16},
    {"exact/checker.js", file17, sizeof file17},
    {"exact/linear.js", file18, sizeof file18},
    {"exact/piece.js", file19, sizeof file19},
    {"exact/rational.js", file20, sizeof file20},
    {"exact/witness.js", file21, sizeof file21},
    {"film/loader.js", file22, sizeof file22},
    {"format.js", file23, sizeof file23},
    {"icon.svg", file24, sizeof file24},
    {"index.html", file25, sizeof file25},
    {"lessons/backpropagation.json", file26, sizeof file26},
    {"lessons/check.js", file27, sizeof file27},
    {"lessons/dead-relu.json", file28, sizeof file28},
    {"lessons/hard-threshold.json", file29, sizeof file29},
    {"lessons/linear-code.json", file30, sizeof file30},
    {"lessons/missing-data.json", file31, sizeof file31},
    {"lessons/naive-solution.json", file32, sizeof file32},
    {"lessons/pictures/controls.js", file33, sizeof file33},
    {"lessons/pictures/graph.js", file34, sizeof file34},
    {"lessons/pictures/ladder.js", file35, sizeof file35},
    {"lessons/pictures/missing.js", file36, sizeof file36},
    {"lessons/pictures/solution.js", file37, sizeof file37},
    {"lessons/pictures/threshold.js", file38, sizeof file38},
    {"lessons/pictures/unit.js", file39, sizeof file39},
    {"main.js", file40, sizeof file40},
    {"model.js", file41, sizeof file41},
    {"page.css", file42, sizeof file42},
    {"parts.js", file43, sizeof file43},
    {"print.css", file44, sizeof file44},
    {"safetensors.js", file45, sizeof file45},
    {"state/address.js", file46, sizeof file46},
    {"state/axes.js", file47, sizeof file47},
    {"state/classes.js", file48, sizeof file48},
    {"state/event-book.js", file49, sizeof file49},
    {"state/frame-worker.js", file50, sizeof file50},
    {"state/history.js", file51, sizeof file51},
    {"state/loop.js", file52, sizeof file52},
    {"state/names.js", file53, sizeof file53},
    {"state/observable.js", file54, sizeof file54},
    {"state/past.js", file55, sizeof file55},
    {"state/printed.js", file56, sizeof file56},
    {"state/refusal.js", file57, sizeof file57},
    {"state/replay.js", file58, sizeof file58},
    {"state/root.js", file59, sizeof file59},
    {"state/samples.js", file60, sizeof file60},
    {"state/source.js", file61, sizeof file61},
    {"state/store.js", file62, sizeof file62},
    {"state/stream-batch.js", file63, sizeof file63},
    {"state/stream-worker.js", file64, sizeof file64},
    {"state/trail.js", file65, sizeof file65},
    {"state/whole.js", file66, sizeof file66},
    {"tabs/compare-figures.js", file67, sizeof file67},
    {"tabs/compare-measures.js", file68, sizeof file68},
    {"tabs/compare-specs.js", file69, sizeof file69},
    {"tabs/compare.js", file70, sizeof file70},
    {"tabs/decoder-map.js", file71, sizeof file71},
    {"tabs/decoder-piece.js", file72, sizeof file72},
    {"tabs/decoder-words.js", file73, sizeof file73},
    {"tabs/decoder.js", file74, sizeof file74},
    {"tabs/lesson.js", file75, sizeof file75},
    {"tabs/network-cards.js", file76, sizeof file76},
    {"tabs/network-graph.js", file77, sizeof file77},
    {"tabs/network-hand.js", file78, sizeof file78},
    {"tabs/network.js", file79, sizeof file79},
    {"tabs/parts.js", file80, sizeof file80},
    {"tabs/proof-arithmetic.js", file81, sizeof file81},
    {"tabs/proof-aside.js", file82, sizeof file82},
    {"tabs/proof-figures.js", file83, sizeof file83},
    {"tabs/proof.js", file84, sizeof file84},
    {"tabs/tabs.css", file85, sizeof file85},
    {"tokens.css", file86, sizeof file86},
    {"views.css", file87, sizeof file87},
    {"views/class-rows.js", file88, sizeof file88},
    {"views/code.js", file89, sizeof file89},
    {"views/colours.js", file90, sizeof file90},
    {"views/confusion.js", file91, sizeof file91},
    {"views/decoder.js", file92, sizeof file92},
    {"views/draw.js", file93, sizeof file93},
    {"views/elements.js", file94, sizeof file94},
    {"views/epoch-marks.js", file95, sizeof file95},
    {"views/errors.js", file96, sizeof file96},
    {"views/event-groups.js", file97, sizeof file97},
    {"views/event-kinds.js", file98, sizeof file98},
    {"views/events.js", file99, sizeof file99},
    {"views/formulas.js", file100, sizeof file100},
    {"views/gaps.js", file101, sizeof file101},
    {"views/kinks.js", file102, sizeof file102},
    {"views/last-seen.js", file103, sizeof file103},
    {"views/loss.js", file104, sizeof file104},
    {"views/network.js", file105, sizeof file105},
    {"views/obstacles.js", file106, sizeof file106},
    {"views/projector.js", file107, sizeof file107},
    {"views/reconstructions.js", file108, sizeof file108},
    {"views/thread.js", file109, sizeof file109},
    {"views/weights.js", file110, sizeof file110},
};

const heaviside_page_file *heaviside_page_file_at(long index) {
    return index >= 0 && index < 111 ? &files[index] : NULL;
}
