/** An answer as a tree that keeps each value as it was written: a number is an exact decimal, and reading it as JavaScript does would lose digits. */
export type Node =
  | { readonly kind: 'record'; readonly members: readonly (readonly [string, Node])[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'value'; readonly written: string };

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Reads JSON.
 *
 * @throws SyntaxError when it is none
 */
export function treeOf(json: string): Node {
  // the platform's own parser says whether it is JSON at all
  JSON.parse(json);
  const tokens = json.match(TOKEN) ?? [];
  let at = 0;
  const node = (): Node => {
    const token = tokens[at++] ?? '';
    if (token === '{') {
      const members: (readonly [string, Node])[] = [];
      while (tokens[at] !== '}') {
        const name = JSON.parse(tokens[at++] ?? '""') as string;
        at++;
        members.push([name, node()]);
        if (tokens[at] === ',') at++;
      }
      at++;
      return { kind: 'record', members };
    }
    if (token === '[') {
      const items: Node[] = [];
      while (tokens[at] !== ']') {
        items.push(node());
        if (tokens[at] === ',') at++;
      }
      at++;
      return { kind: 'list', items };
    }
    return { kind: 'value', written: token };
  };
  return node();
}

/** A line of an answer as it is shown. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  /** Whether what stands there is not as the source has it, for this caller. */
  readonly masked: boolean;
}

const MASKED = '_masked';
const RELATION = '_relation';

const wordsOf = (node: Node, member: string): string[] => {
  const found = node.kind === 'record' ? node.members.find(([name]) => name === member)?.[1] : undefined;
  return found?.kind === 'list' ? found.items.flatMap((item) => (item.kind === 'value' ? [JSON.parse(item.written) as string] : [])) : [];
};

export function linesOf(tree: Node): Line[] {
  const lines: Line[] = [];
  const write = (node: Node, depth: number, before: string, after: string, masked: boolean): void => {
    if (node.kind === 'value' || (node.kind === 'list' && node.items.every((item) => item.kind === 'value'))) {
      const text = node.kind === 'value' ? node.written : `[${node.items.map((item) => (item as { written: string }).written).join(', ')}]`;
      lines.push({ depth, text: before + text + after, masked });
      return;
    }
    const [opening, closing] = node.kind === 'record' ? ['{', '}'] : ['[', ']'];
    const hidden = new Set(wordsOf(node, MASKED));
    const parts: (readonly [string, Node, boolean])[] =
      node.kind === 'record' ? node.members.map(([name, member]) => [`${JSON.stringify(name)}: `, member, hidden.has(name)]) : node.items.map((item) => ['', item, false]);
    lines.push({ depth, text: before + opening, masked });
    parts.forEach(([name, part, hides], place) => write(part, depth + 1, name, place < parts.length - 1 ? ',' : '', masked || hides));
    lines.push({ depth, text: closing + after, masked });
  };
  write(tree, 0, '', '', false);
  return lines;
}

/** Why something in an answer is not as the source has it. */
export interface Hidden {
  /** The way to it, such as `goods.decl_price`. */
  readonly field: string;
  /** What the caller is to the record. */
  readonly relations: readonly string[];
}

/** What is masked in an answer, each once for the same relations. */
export function hiddenIn(tree: Node): Hidden[] {
  const found = new Map<string, Hidden>();
  const look = (node: Node, before: string): void => {
    if (node.kind === 'list') for (const item of node.items) look(item, before);
    if (node.kind !== 'record') return;
    const relations = wordsOf(node, RELATION);
    for (const name of wordsOf(node, MASKED)) found.set(`${before}${name} ${relations.join()}`, { field: before + name, relations });
    // the rows of a list stand in the answer under a name of their own
    for (const [name, member] of node.members) look(member, before === '' && name === 'rows' ? '' : `${before}${name}.`);
  };
  look(tree, '');
  return [...found.values()];
}
