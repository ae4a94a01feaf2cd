import '@xyflow/react/dist/base.css';
import { Background, Controls, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore, useViewport } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { createContext, use, useEffect, useMemo, useRef, useState } from 'react';
import type { DragEvent, PointerEvent, ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../texts/formats';
import type { Formats } from '../../texts/formats';
import { useChoices } from '../../app/ChoicesProvider';
import { layout } from '../model/layout';
import type { Box } from '../model/layout';
import type { Slot } from '../model/commands';
import { idOf } from '../model/path';
import type { Path } from '../model/path';
import type { Route, Step } from '../model/route';
import { kindOf } from '../model/table';
import type { StepTable } from '../model/table';
import type { Change } from '../model/difference';
import type { Verdict } from '../model/verdicts';

interface CanvasProps {
  readonly routes: readonly Route[];
  readonly table: StepTable;
  readonly selection: readonly string[];
  readonly verdicts?: ReadonlyMap<string, Verdict>;
  /** What became of the steps against another document, by their ids. */
  readonly changes?: ReadonlyMap<string, Change>;
  readonly onSelect: (ids: readonly string[]) => void;
  /** What is done to it; absent where it is only looked at. */
  readonly editing?: Editing;
}

interface Editing {
  /** A new step, as an element, or one of the canvas, by its path, was dropped into a slot. */
  readonly onDrop: (what: Dragged, slot: Slot) => void;
  /** A slot was pressed. */
  readonly onSlot: (slot: Slot) => void;
}

export type Dragged = { readonly element: string } | { readonly from: Path };

/** The type dragged things go under, so that nothing foreign is taken for a step. */
const DRAGGED = 'application/x-tidegate-step';

export function drag(event: DragEvent, what: Dragged): void {
  event.dataTransfer.setData(DRAGGED, JSON.stringify(what));
  event.dataTransfer.effectAllowed = 'copyMove';
}

function dropped(event: DragEvent): Dragged | undefined {
  const data = event.dataTransfer.getData(DRAGGED);
  return data === '' ? undefined : (JSON.parse(data) as Dragged);
}

type BoxNode = Node<{ box: Box }>;

/** What the boxes have in common. They come and go with each edit, and whatever asks for texts by itself makes a copy of all languages. */
interface Shared extends CanvasProps {
  readonly t: TFunction<'designer'>;
  readonly formats: Formats;
}

const Parts = createContext<Shared | undefined>(undefined);

function useParts(): Shared {
  const parts = use(Parts);
  if (parts === undefined) throw new Error('outside of Canvas');
  return parts;
}

const NODE_TYPES = { start: StartNode, step: StepNode, lane: LaneNode, slot: SlotNode };

/** The routes of a document as they run, from top to bottom. It shows and tells what was done to it; it changes nothing. */
export function Canvas(props: CanvasProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  return (
    <ReactFlowProvider>
      <Parts value={{ ...props, t, formats }}>
        <Flow {...props} />
      </Parts>
    </ReactFlowProvider>
  );
}

function Flow({ routes, selection, onSelect }: CanvasProps): ReactNode {
  const { t } = useTranslation('designer');
  const { theme } = useChoices();
  const flow = useReactFlow();
  const place = useRef<HTMLDivElement>(null);
  const boxes = useMemo(() => layout(routes), [routes]);
  const nodes = useMemo(
    () =>
      boxes.map(
        (box): BoxNode => ({
          id: box.id,
          type: box.shows.kind,
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          // known, so that nothing is measured once it is drawn
          measured: { width: box.width, height: box.height },
          handles: [],
          data: { box },
          draggable: false,
          focusable: false,
          selectable: false,
          // xyflow lets nothing through to nodes it has nothing to do with itself
          style: { pointerEvents: box.shows.kind === 'lane' ? 'none' : 'all' },
        }),
      ),
    [boxes],
  );
  const only = selection.length === 1 ? selection[0] : undefined;
  useEffect(() => {
    const box = boxes.find((one) => one.id === only);
    if (box === undefined) return;
    const { x, y, zoom } = flow.getViewport();
    const seen = place.current?.getBoundingClientRect();
    if (seen === undefined) return;
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    // follow what is selected only when it is out of sight
    if (left < 0 || top < 0 || left + 60 > seen.width || top + 40 > seen.height) void flow.setCenter(box.x + box.width / 2, box.y + 30, { zoom });
  }, [boxes, flow, only]);
  return (
    <ReactFlow
      ref={place}
      nodes={nodes}
      edges={[]}
      nodeTypes={NODE_TYPES}
      colorMode={theme}
      onInit={(started) => void started.setViewport(firstView(boxes, place.current?.clientWidth ?? 0))}
      minZoom={0.15}
      nodesConnectable={false}
      elementsSelectable={false}
      onlyRenderVisibleElements
      deleteKeyCode={null}
      onPaneClick={() => onSelect([])}
      ariaLabelConfig={{
        'controls.ariaLabel': t('canvas.controls'),
        'controls.zoomIn.ariaLabel': t('canvas.zoomIn'),
        'controls.zoomOut.ariaLabel': t('canvas.zoomOut'),
        'controls.fitView.ariaLabel': t('canvas.fit'),
      }}
    >
      <Background gap={20} />
      <Controls showInteractive={false} />
      <Overview boxes={boxes} label={t('canvas.map')} />
    </ReactFlow>
  );
}

const OVERVIEW = { width: 160, height: 120 };

/** All of the routes, small, with what is in sight of them; a press or a drag goes there. One shape for all boxes: a shape for each would be made anew with each edit. */
function Overview({ boxes, label }: { readonly boxes: readonly Box[]; readonly label: string }): ReactNode {
  const flow = useReactFlow();
  const { x, y, zoom } = useViewport();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const whole = useMemo(() => {
    const shown = boxes.filter((box) => box.shows.kind === 'step' || box.shows.kind === 'start');
    return {
      path: shown.map((box) => `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`).join(''),
      left: Math.min(...boxes.map((box) => box.x)),
      top: Math.min(...boxes.map((box) => box.y)),
      right: Math.max(...boxes.map((box) => box.x + box.width)),
      bottom: Math.max(...boxes.map((box) => box.y + box.height)),
    };
  }, [boxes]);
  const scale = Math.max((whole.right - whole.left) / OVERVIEW.width, (whole.bottom - whole.top) / OVERVIEW.height);
  const left = (whole.left + whole.right - OVERVIEW.width * scale) / 2;
  const top = (whole.top + whole.bottom - OVERVIEW.height * scale) / 2;
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    const place = event.currentTarget.getBoundingClientRect();
    void flow.setCenter(left + (event.clientX - place.left) * scale, top + (event.clientY - place.top) * scale, { zoom });
  };
  return (
    <Panel position="bottom-right" className="tg-map">
      <svg
        role="img"
        aria-label={label}
        width={OVERVIEW.width}
        height={OVERVIEW.height}
        viewBox={`${left} ${top} ${OVERVIEW.width * scale} ${OVERVIEW.height * scale}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
        }}
      >
        <path className="tg-map-boxes" d={whole.path} />
        <rect className="tg-map-seen" x={-x / zoom} y={-y / zoom} width={width / zoom} height={height / zoom} strokeWidth={scale * 1.5} />
      </svg>
    </Panel>
  );
}

const LEAST_READABLE = 0.7;

/** The routes from their beginning, as large as fits and can be read. */
function firstView(boxes: readonly Box[], width: number): { x: number; y: number; zoom: number } {
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const zoom = Math.min(1, Math.max(LEAST_READABLE, width / (right + 48)));
  return { x: Math.max(24, (width - right * zoom) / 2), y: 16, zoom };
}

function StartNode({ data }: NodeProps<BoxNode>): ReactNode {
  const { t } = useParts();
  const { shows } = data.box;
  if (shows.kind !== 'start') return null;
  return <div className="tg-start">{shows.route === '' ? t('canvas.request') : <code>{`direct:${shows.route}`}</code>}</div>;
}

function StepNode({ data }: NodeProps<BoxNode>): ReactNode {
  const { shows } = data.box;
  return shows.kind === 'step' ? <StepCard step={shows.step} /> : null;
}

function StepCard({ step }: { readonly step: Step }): ReactNode {
  const { t, formats, table, selection, verdicts, changes, editing, onSelect } = useParts();
  const kind = kindOf(table, step.name, step.endpoint);
  const verdict = verdicts?.get(step.id);
  const change = changes?.get(step.id);
  const title = kind === undefined ? t('canvas.unknown', { name: step.name }) : formats.text(kind.title);
  const chosen = selection.includes(step.id);
  return (
    <div className={`tg-step${step.lanes.length > 0 ? ' tg-block' : ''}${chosen ? ' tg-chosen' : ''}${verdict?.refused || kind === undefined ? ' tg-refused' : ''}${change === undefined ? '' : ` tg-change-${change}`}`}>
      <button
        type="button"
        draggable={editing !== undefined}
        className="tg-step-head nodrag nopan"
        data-step={step.id}
        aria-pressed={chosen}
        title={verdict?.messages.join('\n') || undefined}
        onDragStart={(event) => drag(event, { from: step.path })}
        onClick={(event) =>
          onSelect(event.shiftKey || event.ctrlKey || event.metaKey ? (chosen ? selection.filter((id) => id !== step.id) : [...selection, step.id]) : [step.id])
        }
      >
        <span className={`tg-kind tg-kind-${step.endpoint || step.name}`} aria-hidden />
        <span className="tg-step-text">
          <b>{title}</b>
          <code>{step.gist}</code>
        </span>
        {change !== undefined && <span className="tg-change">{t(`change.${change}`)}</span>}
        {verdict?.label !== undefined && <Label label={verdict.label} short />}
        {verdict !== undefined && verdict.masked > 0 && <span className="tg-masked-count">{t('canvas.masked', { count: verdict.masked })}</span>}
        {verdict?.refused && <span className="tg-mark" role="img" aria-label={t('canvas.refused')} />}
      </button>
    </div>
  );
}

/** The sensitivity of a label: its first word is the level, such as `S3`, which is all of it that is shown where there is little room. */
export function Label({ label, short = false }: { readonly label: string; readonly short?: boolean }): ReactNode {
  const level = /S[0-4]/.exec(label)?.[0] ?? 'S4';
  return (
    <span className={`tg-label tg-label-${level}`} title={short ? label : undefined}>
      {short ? level : label}
    </span>
  );
}

function LaneNode({ data }: NodeProps<BoxNode>): ReactNode {
  const { t } = useParts();
  const { shows } = data.box;
  if (shows.kind !== 'lane') return null;
  return (
    <div className="tg-lane">
      <span>{t(`lane.${shows.lane.kind}`, shows.lane.kind)}</span> <code title={shows.lane.gist}>{shows.lane.gist}</code>
    </div>
  );
}

function SlotNode({ data }: NodeProps<BoxNode>): ReactNode {
  const { t, editing } = useParts();
  const [over, setOver] = useState(false);
  const { shows } = data.box;
  if (shows.kind !== 'slot') return null;
  const { slot, empty } = shows;
  if (editing === undefined) return <div className="tg-slot" />;
  const { onDrop, onSlot } = editing;
  return (
    <div
      className={`tg-slot nodrag nopan${over ? ' tg-over' : ''}`}
      data-slot={`${idOf(slot.path)}#${slot.index}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const what = dropped(event);
        if (what !== undefined) onDrop(what, slot);
      }}
    >
      <button type="button" className={empty ? 'tg-slot-empty' : ''} aria-label={t('canvas.insert')} onClick={() => onSlot(slot)}>
        {empty ? t('canvas.empty') : '+'}
      </button>
    </div>
  );
}
