import { describe, expect, it } from 'vitest';
import { COMMANDS, command, commandOf, insertStep, moveStep, setScript, setValue, slotOf } from '../src/designer/model/commands';
import { valueAt } from '../src/designer/model/document';
import { layout } from '../src/designer/model/layout';
import { allSteps } from '../src/designer/model/route';
import { begin, select, typed } from '../src/designer/model/state';
import type { State } from '../src/designer/model/state';

const TEXT = `service: s
route:
  from:
    uri: direct:request
    steps:
      # first
      - log: { message: a }
      - choice:
          when:
            - simple: \${body.x}
              steps:
                - log: { message: b }
          otherwise:
            steps: []
      - log: { message: c }
routes:
  other:
    steps:
      - log: { message: d }
`;
const STEPS = 'route/from/steps';

const shape = (state: State): string => allSteps(state.routes).map((step) => `${step.id.replace(STEPS, '')} ${step.gist || step.name}`).join('; ');
const on = (id: string): State => select(begin(TEXT), [id]);
const run = (state: State, ...ids: Parameters<typeof command>[0][]): State =>
  ids.reduce((now, id) => {
    expect([id, command(id).enabled(now)]).toEqual([id, true]);
    return command(id).run(now);
  }, state);

describe('commands', () => {
  it('each key stands for one of them', () => {
    const keys = COMMANDS.flatMap((one) => one.shortcuts.map((key) => JSON.stringify([key.key, !!key.control, !!key.shift, !!key.alt])));
    expect(new Set(keys).size).toBe(keys.length);
    expect(commandOf({ key: 'Z', ctrlKey: true, metaKey: false, shiftKey: true, altKey: false })?.id).toBe('redo');
    expect(commandOf({ key: 'q', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false })).toBeUndefined();
  });

  it('a new step goes behind what is selected, and is selected', () => {
    const state = on(`${STEPS}/0`);
    const next = insertStep(state, slotOf(state), 'log: { message: new }');
    expect(shape(next)).toContain('/0 a; /1 new; /2 choice');
    expect(next.selection).toEqual([`${STEPS}/1`]);
  });

  it('a step moves with the comment above it, and stays selected', () => {
    const down = run(on(`${STEPS}/0`), 'moveDown');
    expect(down.selection).toEqual([`${STEPS}/1`]);
    expect(down.document.text).toContain('      # first\n      - log: { message: a }\n      - log: { message: c }');
    expect(run(down, 'moveUp').document.text).toBe(TEXT);
  });

  it('a step moves into the one before it and out again', () => {
    const inside = run(on(`${STEPS}/2`), 'moveIn');
    expect(shape(inside)).toContain('/1/choice/when/0/steps/1 c');
    expect(inside.selection).toEqual([`${STEPS}/1/choice/when/0/steps/1`]);
    expect(run(inside, 'moveOut').document.text).toBe(TEXT);
  });

  it('a step moves to another route, and a list before which it was taken away is found', () => {
    const state = moveStep(begin(TEXT), ['route', 'from', 'steps', 0], { path: ['route', 'from', 'steps', 1, 'choice', 'otherwise', 'steps'], index: 0 });
    expect(state.selection).toEqual([`${STEPS}/0/choice/otherwise/steps/0`]);
    expect(shape(state)).toContain('/0/choice/otherwise/steps/0 a');
    expect(shape(moveStep(begin(TEXT), ['route', 'from', 'steps', 2], { path: ['routes', 'other', 'steps'], index: 0 }))).toContain('routes/other/steps/0 c; routes/other/steps/1 d');
  });

  it('a step does not move into itself', () => {
    const state = begin(TEXT);
    expect(moveStep(state, ['route', 'from', 'steps', 1], { path: ['route', 'from', 'steps', 1, 'choice', 'otherwise', 'steps'], index: 0 })).toBe(state);
  });

  it('several steps are copied and pasted, and a step within another is copied once', () => {
    const state = select(begin(TEXT), [`${STEPS}/1`, `${STEPS}/1/choice/when/0/steps/0`, `${STEPS}/2`]);
    const copied = run(state, 'copy');
    expect(copied.clipboard.length).toBe(2);
    const pasted = run(copied, 'paste');
    expect(shape(pasted)).toContain('/3 choice; /3/choice/when/0/steps/0 b; /4 c');
    expect(pasted.selection).toEqual([`${STEPS}/3`, `${STEPS}/4`]);
  });

  it('what was removed comes back, and goes again', () => {
    const removed = run(select(begin(TEXT), [`${STEPS}/0`, `${STEPS}/2`]), 'remove');
    expect(shape(removed)).toContain('/0 choice');
    expect(allSteps(removed.routes).length).toBe(3);
    const back = run(removed, 'undo');
    expect(back.document.text).toBe(TEXT);
    expect(back.selection).toEqual([`${STEPS}/0`, `${STEPS}/2`]);
    expect(run(back, 'redo').document.text).toBe(removed.document.text);
  });

  it('undo goes over edits of text and canvas alike, and typing on is one edit', () => {
    const canvas = setValue(on(`${STEPS}/0`), ['route', 'from', 'steps', 0, 'log', 'message'], 'other');
    const once = typed(canvas, canvas.document.text.replace('other', 'others'), 5_000);
    const twice = typed(once, once.document.text.replace('others', 'others!'), 5_400);
    const later = typed(twice, twice.document.text.replace('others!', 'more'), 9_000);
    expect(run(later, 'undo').document.text).toContain('others!');
    expect(run(later, 'undo', 'undo').document.text).toBe(canvas.document.text);
    expect(run(later, 'undo', 'undo', 'undo').document.text).toBe(TEXT);
  });

  it('the canvas stays while a text is broken, and nothing can be done to it', () => {
    const broken = typed(on(`${STEPS}/0`), `${TEXT}\n  : [`, 0);
    expect(allSteps(broken.routes).length).toBe(5);
    expect(command('remove').enabled(broken)).toBe(false);
    expect(insertStep(broken, slotOf(broken), 'log: {}')).toBe(broken);
  });

  it('arrows go from step to step, in and out', () => {
    expect(run(begin(TEXT), 'next', 'next', 'inner').selection).toEqual([`${STEPS}/1/choice/when/0/steps/0`]);
    expect(run(on(`${STEPS}/1/choice/when/0/steps/0`), 'outer').selection).toEqual([`${STEPS}/1`]);
  });
});

describe('the layout', () => {
  it('has inner boxes within those around them, and no two steps over each other', () => {
    const boxes = layout(begin(TEXT).routes);
    const steps = boxes.filter((box) => box.shows.kind === 'step');
    for (const a of steps) {
      for (const b of steps) {
        if (a === b) continue;
        const inner = b.id.startsWith(`${a.id}/`);
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        const inside = b.x >= a.x && b.y >= a.y && b.x + b.width <= a.x + a.width && b.y + b.height <= a.y + a.height;
        expect([a.id, b.id, inner ? inside : apart || a.id.startsWith(`${b.id}/`)]).toEqual([a.id, b.id, true]);
      }
    }
  });

  it('of 400 steps takes less than a frame or two', () => {
    const many = begin(`service: s\nroute:\n  from:\n    uri: direct:request\n    steps:\n${'      - log: { message: x }\n'.repeat(400)}`);
    layout(many.routes);
    const from = performance.now();
    layout(many.routes);
    expect(performance.now() - from).toBeLessThan(50);
  });
});

it('a script takes the place of an expression in another language', () => {
  const state = begin('route:\n  from:\n    uri: direct:request\n    steps:\n      - setBody: { simple: "${body}" } # picks\n      - setBody:\n          groovy: body\n');
  const [first, second] = allSteps(state.routes);
  const script = '[\n  a: body.a\n]\n';
  const once = first && setScript(state, first, script);
  expect(once?.document.sound).toBe(true);
  expect(once && valueAt(once.document, ['route', 'from', 'steps', 0])).toEqual({ setBody: { groovy: script } });
  expect(once?.document.text).toContain('# picks');
  const twice = second && setScript(state, second, script);
  expect(twice && valueAt(twice.document, ['route', 'from', 'steps', 1])).toEqual({ setBody: { groovy: script } });
});
