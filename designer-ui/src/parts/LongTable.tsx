import { Table } from 'antd';
import type { TableProps } from 'antd';
import { createContext, use, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ComponentProps, ReactNode, RefObject } from 'react';
import { Scrolled } from './Scrolled';
import { BLOCK, stretchOf } from './stretch';
import type { Stretch } from './stretch';

/** From here on only what one can see is drawn; less is drawn at once and found by the browser's own search. */
const LONG = 100;
/** How much is taken to be seen before anything was measured, in pixels. */
const FIRST_SEEN = 800;
const USUAL_ROW = 40;
/** How near its end one has to be for more to be fetched, in pixels. */
const NEAR = 1200;

interface LongTableProps<T extends object> extends Pick<TableProps<T>, 'columns' | 'rowKey' | 'size' | 'locale' | 'onRow'> {
  /** What is in it. */
  readonly label: string;
  readonly rows: readonly T[];
  /** Fetches more; left out when there is nothing more or it is on its way. */
  readonly more?: () => void;
}

interface Room extends Stretch {
  readonly rows: number;
  readonly columns: number;
}

const Rest = createContext<Room | undefined>(undefined);

/** A table that tells how long it is, though little of it is drawn. */
function Counted(props: ComponentProps<'table'>): ReactNode {
  const room = use(Rest);
  return <table {...props} aria-rowcount={room && room.rows + 1} />;
}

/** The rows that are drawn, and room for those that are not. */
function Body({ children, ...props }: ComponentProps<'tbody'>): ReactNode {
  const room = use(Rest);
  return (
    <tbody {...props}>
      {room && room.above > 0 && <Gap height={room.above} columns={room.columns} />}
      {children}
      {room && room.below > 0 && <Gap height={room.below} columns={room.columns} />}
    </tbody>
  );
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  return (
    <tr aria-hidden className="tg-gap-row">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

const COMPONENTS = { table: Counted, body: { wrapper: Body } };

/**
 * A table of any number of rows. A long one scrolls by itself, by keys as well, and draws only what one can see. It stays a table to whoever has it
 * read out, which Ant Design's own virtual table does not.
 */
export function LongTable<T extends object>({ label, rows, more, columns, ...rest }: LongTableProps<T>): ReactNode {
  const region = useRef<HTMLDivElement>(null);
  const long = rows.length > LONG;
  const { stretch, scrolled } = useStretch(rows.length, region);
  const shown = long ? stretch : undefined;
  const follow = (): void => {
    scrolled();
    const box = region.current;
    if (box !== null && box.scrollTop + box.clientHeight > box.scrollHeight - NEAR) more?.();
  };
  const followed = useRef(follow);
  useEffect(() => {
    followed.current = follow;
  });
  const fetches = more !== undefined;
  // whoever waits at the end while more comes does not scroll again
  useEffect(() => {
    if (long && fetches) followed.current();
  }, [long, fetches, rows]);
  return (
    <Scrolled label={label} within={region} long={long} onScroll={long ? follow : undefined}>
      <Rest value={shown && { ...shown, rows: rows.length, columns: columns?.length ?? 1 }}>
        <Table<T>
          {...rest}
          pagination={false}
          tableLayout={long ? 'fixed' : undefined}
          columns={columns}
          components={COMPONENTS}
          dataSource={shown ? rows.slice(shown.from, shown.to) : rows}
          onRow={shown ? (row, index) => ({ ...rest.onRow?.(row, index), 'aria-rowindex': shown.from + (index ?? 0) + 2 }) : rest.onRow}
        />
      </Rest>
    </Scrolled>
  );
}

/** Which rows of a long list are drawn at the moment. */
function useStretch(rows: number, region: RefObject<HTMLDivElement | null>): { readonly stretch: Stretch; readonly scrolled: () => void } {
  const heights = useRef(new Map<number, number>());
  const [stretch, setStretch] = useState<Stretch>(() => stretchOf(rows, heights.current, USUAL_ROW, 0, FIRST_SEEN));
  const scrolled = useCallback(() => {
    const box = region.current;
    if (box === null) return;
    const measured = [...heights.current.values()];
    const usual = measured.length === 0 ? USUAL_ROW : measured.reduce((sum, one) => sum + one, 0) / measured.length / BLOCK;
    const next = stretchOf(rows, heights.current, usual, box.scrollTop, box.clientHeight || FIRST_SEEN);
    setStretch((now) => (now.from === next.from && now.to === next.to && now.above === next.above && now.below === next.below ? now : next));
  }, [rows, region]);
  useLayoutEffect(() => {
    const drawn = region.current?.querySelectorAll('tr.ant-table-row') ?? [];
    // only whole blocks are of a height that stays
    for (let at = 0; at + BLOCK <= drawn.length; at += BLOCK) {
      heights.current.set((stretch.from + at) / BLOCK, drawn[at + BLOCK - 1]!.getBoundingClientRect().bottom - drawn[at]!.getBoundingClientRect().top);
    }
    scrolled();
  }, [rows, stretch, region, scrolled]);
  return { stretch, scrolled };
}
