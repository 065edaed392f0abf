// Written by Scripts/page-files.
#include "page.h"

#include <stddef.h>

// #embed is of C23, and an extension in the C before it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "files/controls/acts.js"
};
static const unsigned char file1[] = {
#embed "files/controls/card.js"
};
static const unsigned char file2[] = {
#embed "files/controls/editor.js"
};
static const unsigned char file3[] = {
#embed "files/controls/figure.js"
};
static const unsigned char file4[] = {
#embed "files/controls/fork.js"
};
static const unsigned char file5[] = {
#embed "files/controls/keys.js"
};
static const unsigned char file6[] = {
#embed "files/controls/maths.js"
};
static const unsigned char file7[] = {
#embed "files/controls/menu.js"
};
static const unsigned char file8[] = {
#embed "files/controls/sheet.js"
};
static const unsigned char file9[] = {
#embed "files/controls/start.js"
};
static const unsigned char file10[] = {
#embed "files/controls/states.js"
};
static const unsigned char file11[] = {
#embed "files/controls/tabs.js"
};
static const unsigned char file12[] = {
#embed "files/controls/tools.js"
};
static const unsigned char file13[] = {
#embed "files/controls/transport.js"
};
static const unsigned char file14[] = {
#embed "files/exact/checker.js"
};
static const unsigned char file15[] = {
#embed "files/exact/piece.js"
};
static const unsigned char file16[] = {
#embed "files/exact/rational.js"
};
static const unsigned char file17[] = {
#embed "files/format.js"
};
static const unsigned char file18[] = {
#embed "files/icon.svg"
};
static const unsigned char file19[] = {
#embed "files/index.html"
};
static const unsigned char file20[] = {
#embed "files/main.js"
};
static const unsigned char file21[] = {
#embed "files/model.js"
};
static const unsigned char file22[] = {
#embed "files/page.css"
};
static const unsigned char file23[] = {
#embed "files/safetensors.js"
};
static const unsigned char file24[] = {
#embed "files/state/address.js"
};
static const unsigned char file25[] = {
#embed "files/state/axes.js"
};
static const unsigned char file26[] = {
#embed "files/state/history.js"
};
static const unsigned char file27[] = {
#embed "files/state/loop.js"
};
static const unsigned char file28[] = {
#embed "files/state/observable.js"
};
static const unsigned char file29[] = {
#embed "files/state/source.js"
};
static const unsigned char file30[] = {
#embed "files/state/store.js"
};
static const unsigned char file31[] = {
#embed "files/state/trail.js"
};
static const unsigned char file32[] = {
#embed "files/tabs/decoder.js"
};
static const unsigned char file33[] = {
#embed "files/tabs/parts.js"
};
static const unsigned char file34[] = {
#embed "files/tabs/tabs.css"
};
static const unsigned char file35[] = {
#embed "files/tokens.css"
};
static const unsigned char file36[] = {
#embed "files/views.css"
};
static const unsigned char file37[] = {
#embed "files/views/code.js"
};
static const unsigned char file38[] = {
#embed "files/views/decoder.js"
};
static const unsigned char file39[] = {
#embed "files/views/draw.js"
};
static const unsigned char file40[] = {
#embed "files/views/errors.js"
};
static const unsigned char file41[] = {
#embed "files/views/eventKinds.js"
};
static const unsigned char file42[] = {
#embed "files/views/events.js"
};
static const unsigned char file43[] = {
#embed "files/views/formulas.js"
};
static const unsigned char file44[] = {
#embed "files/views/gaps.js"
};
static const unsigned char file45[] = {
#embed "files/views/kinks.js"
};
static const unsigned char file46[] = {
#embed "files/views/loss.js"
};
static const unsigned char file47[] = {
#embed "files/views/network.js"
};
static const unsigned char file48[] = {
#embed "files/views/obstacles.js"
};
static const unsigned char file49[] = {
#embed "files/views/projector.js"
};
static const unsigned char file50[] = {
#embed "files/views/reconstructions.js"
};
static const unsigned char file51[] = {
#embed "files/views/thread.js"
};
static const unsigned char file52[] = {
#embed "files/views/weights.js"
};

static const heaviside_page_file files[] = {
    {"controls/acts.js", file0, sizeof file0},
    {"controls/card.js", file1, sizeof file1},
    {"controls/editor.js", file2, sizeof file2},
    {"controls/figure.js", file3, sizeof file3},
    {"controls/fork.js", file4, sizeof file4},
    {"controls/keys.js", file5, sizeof file5},
    {"controls/maths.js", file6, sizeof file6},
    {"controls/menu.js", file7, sizeof file7},
    {"controls/sheet.js", file8, sizeof file8},
    {"controls/start.js", file9, sizeof file9},
    {"controls/states.js", file10, sizeof file10},
    {"controls/tabs.js", file11, sizeof file11},
    {"controls/tools.js", file12, sizeof file12},
    {"controls/transport.js", file13, sizeof file13},
    {"exact/checker.js", file14, sizeof file14},
    {"exact/piece.js", file15, sizeof file15},
    {"exact/rational.js", file16, sizeof file16},
    {"format.js", file17, sizeof file17},
    {"icon.svg", file18, sizeof file18},
    {"index.html", file19, sizeof file19},
    {"main.js", file20, sizeof file20},
    {"model.js", file21, sizeof file21},
    {"page.css", file22, sizeof file22},
    {"safetensors.js", file23, sizeof file23},
    {"state/address.js", file24, sizeof file24},
    {"state/axes.js", file25, sizeof file25},
    {"state/history.js", file26, sizeof file26},
    {"state/loop.js", file27, sizeof file27},
    {"state/observable.js", file28, sizeof file28},
    {"state/source.js", file29, sizeof file29},
    {"state/store.js", file30, sizeof file30},
    {"state/trail.js", file31, sizeof file31},
    {"tabs/decoder.js", file32, sizeof file32},
    {"tabs/parts.js", file33, sizeof file33},
    {"tabs/tabs.css", file34, sizeof file34},
    {"tokens.css", file35, sizeof file35},
    {"views.css", file36, sizeof file36},
    {"views/code.js", file37, sizeof file37},
    {"views/decoder.js", file38, sizeof file38},
    {"views/draw.js", file39, sizeof file39},
    {"views/errors.js", file40, sizeof file40},
    {"views/eventKinds.js", file41, sizeof file41},
    {"views/events.js", file42, sizeof file42},
    {"views/formulas.js", file43, sizeof file43},
    {"views/gaps.js", file44, sizeof file44},
    {"views/kinks.js", file45, sizeof file45},
    {"views/loss.js", file46, sizeof file46},
    {"views/network.js", file47, sizeof file47},
    {"views/obstacles.js", file48, sizeof file48},
    {"views/projector.js", file49, sizeof file49},
    {"views/reconstructions.js", file50, sizeof file50},
    {"views/thread.js", file51, sizeof file51},
    {"views/weights.js", file52, sizeof file52},
};

const heaviside_page_file *heaviside_page_file_at(long index) {
    return index >= 0 && index < 53 ? &files[index] : NULL;
}
