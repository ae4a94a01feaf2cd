import { idOf } from './path';
import type { Slot } from './commands';
import type { Lane, Route, Step } from './route';

/** A rectangle of the canvas, in its own units, with what it shows. Inner ones come after those around them. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shows:
    | { readonly kind: 'start'; readonly route: string }
    | { readonly kind: 'step'; readonly step: Step }
    | { readonly kind: 'lane'; readonly lane: Lane }
    | { readonly kind: 'slot'; readonly slot: Slot; readonly empty: boolean };
}

const WIDTH = 256;
const HEIGHT = 60;
const GAP = 44;
const PAD = 14;
const HEAD = 40;
const LANE_HEAD = 28;
const BETWEEN = 14;
const ROUTES_APART = 64;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Places routes side by side. A route is a tree of sequences and lanes, so sizes come from below and places from above. */
export function layout(routes: readonly Route[]): readonly Box[] {
  const boxes: Box[] = [];
  const sizes = new Map<string, Size>();
  let x = 0;
  for (const route of routes) {
    const size = sizeOfSteps(route.lane, sizes);
    boxes.push({ id: `start ${route.name}`, x: x + (size.width - WIDTH) / 2, y: 0, width: WIDTH, height: HEIGHT, shows: { kind: 'start', route: route.name } });
    placeSteps(route.lane, x, HEIGHT, size.width, boxes, sizes);
    x += size.width + ROUTES_APART;
  }
  return boxes;
}

function sizeOfSteps(lane: Lane, sizes: Map<string, Size>): Size {
  const steps = lane.steps.map((step) => sizeOf(step, sizes));
  return {
    width: Math.max(WIDTH, ...steps.map((step) => step.width)),
    height: steps.length === 0 ? 2 * GAP : steps.reduce((sum, step) => sum + step.height, 0) + GAP * (steps.length + 1),
  };
}

function sizeOf(step: Step, sizes: Map<string, Size>): Size {
  const lanes = step.lanes.map((lane) => sizeOfSteps(lane, sizes));
  const size =
    lanes.length === 0
      ? { width: WIDTH, height: HEIGHT }
      : {
          width: Math.max(WIDTH, lanes.reduce((sum, lane) => sum + lane.width + 2 * PAD, 0) + BETWEEN * (lanes.length - 1) + 2 * PAD),
          height: HEAD + LANE_HEAD + Math.max(...lanes.map((lane) => lane.height)) + PAD,
        };
  sizes.set(step.id, size);
  return size;
}

function placeSteps(lane: Lane, x: number, y: number, width: number, boxes: Box[], sizes: Map<string, Size>): void {
  const slot = (index: number, top: number, height: number): void => {
    boxes.push({
      id: `${idOf(lane.path)}#${index}`,
      x: x + (width - WIDTH) / 2,
      y: top,
      width: WIDTH,
      height,
      shows: { kind: 'slot', slot: { path: lane.path, index }, empty: lane.steps.length === 0 },
    });
  };
  let top = y;
  slot(0, top, lane.steps.length === 0 ? 2 * GAP : GAP);
  for (const [i, step] of lane.steps.entries()) {
    const size = sizes.get(step.id) ?? { width: WIDTH, height: HEIGHT };
    top += GAP;
    placeStep(step, x + (width - size.width) / 2, top, size, boxes, sizes);
    top += size.height;
    slot(i + 1, top, GAP);
  }
}

function placeStep(step: Step, x: number, y: number, size: Size, boxes: Box[], sizes: Map<string, Size>): void {
  boxes.push({ id: step.id, x, y, ...size, shows: { kind: 'step', step } });
  if (step.lanes.length === 0) return;
  const widths = step.lanes.map((lane) => Math.max(WIDTH, ...lane.steps.map((one) => sizes.get(one.id)?.width ?? WIDTH)));
  let left = x + (size.width - widths.reduce((sum, width) => sum + width + 2 * PAD, 0) - BETWEEN * (widths.length - 1)) / 2;
  for (const [i, lane] of step.lanes.entries()) {
    const width = widths[i] ?? WIDTH;
    boxes.push({ id: `${idOf(lane.path)}@`, x: left, y: y + HEAD, width: width + 2 * PAD, height: size.height - HEAD - PAD / 2, shows: { kind: 'lane', lane } });
    placeSteps(lane, left + PAD, y + HEAD + LANE_HEAD, width, boxes, sizes);
    left += width + 2 * PAD + BETWEEN;
  }
}
