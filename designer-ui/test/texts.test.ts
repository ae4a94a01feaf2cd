import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');
const LANGUAGES = ['zh-CN', 'en'];
const DOORS = ['shell', 'designer', 'console', 'portal'];

/** Attributes a person reads or hears. */
const READ_ALOUD = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'description', 'subTitle', 'okText', 'cancelText']);

const programs = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name, tree: ts.createSourceFile(name, readFileSync(join(SOURCE, name), 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX) }));

function keysOf(texts: unknown, before = ''): [string, string][] {
  return Object.entries(texts as Record<string, unknown>).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : keysOf(value, `${before}${key}.`),
  );
}

const textsOf = (language: string, door: string): Map<string, string> =>
  new Map(keysOf(JSON.parse(readFileSync(join(SOURCE, 'texts', language, `${door}.json`), 'utf8'))));

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

/** The keys a program asks for: whole ones, and the beginnings of those that are put together. */
function askedBy(tree: ts.SourceFile): { door: string; key: string; whole: boolean }[] {
  const asked: { door: string; key: string; whole: boolean }[] = [];
  const door = /useTranslation\('([a-z]+)'\)/.exec(tree.text)?.[1] ?? 'shell';
  visit(tree, (node) => {
    const key = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : undefined;
    if (key !== undefined && key !== '') asked.push({ door, key, whole: ts.isStringLiteralLike(node) });
  });
  return asked;
}

describe('texts', () => {
  it.each(DOORS)('of %s are the same in all languages', (door) => {
    const [first, ...others] = LANGUAGES.map((language) => textsOf(language, door));
    for (const other of others) expect([...other.keys()]).toEqual([...(first?.keys() ?? [])]);
  });

  it.each(DOORS)('of %s name the same values in all languages', (door) => {
    const values = (text: string | undefined): string[] => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
    const [first, ...others] = LANGUAGES.map((language) => textsOf(language, door));
    for (const other of others) for (const [key, text] of other) expect([key, values(text)]).toEqual([key, values(first?.get(key))]);
  });

  it.each(DOORS)('of %s are all used', (door) => {
    const asked = programs.flatMap((program) => askedBy(program.tree));
    const unused = [...textsOf('zh-CN', door).keys()].filter(
      (key) => !asked.some((one) => (one.whole ? one.key === key || one.key === `${door}:${key}` : key.startsWith(one.key) && one.key.includes('.'))),
    );
    expect(unused).toEqual([]);
  });

  it('that are asked for are there', () => {
    const missing: string[] = [];
    for (const { name, tree } of programs) {
      const door = /useTranslation\('([a-z]+)'\)/.exec(tree.text)?.[1] ?? 'shell';
      visit(tree, (node) => {
        if (!ts.isCallExpression(node) || node.expression.getText() !== 't') return;
        const [key, otherwise] = node.arguments;
        if (key !== undefined && ts.isStringLiteralLike(key) && !textsOf('zh-CN', door).has(key.text)) missing.push(`${name}: ${key.text}`);
        // one that is put together from what the engine said may be unknown here; then what it said is shown
        if (key !== undefined && ts.isTemplateExpression(key) && otherwise === undefined && ![...textsOf('zh-CN', door).keys()].some((one) => one.startsWith(key.head.text))) {
          missing.push(`${name}: ${key.getText()}`);
        }
      });
    }
    expect(missing).toEqual([]);
  });

  it('stand nowhere else', () => {
    const written: string[] = [];
    for (const { name, tree } of programs) {
      visit(tree, (node) => {
        const here = (text: string): number => written.push(`${name}: ${text.trim()}`);
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) here(node.text);
        if (ts.isStringLiteralLike(node) && /\p{Script=Han}/u.test(node.text)) here(node.text);
        if (ts.isJsxAttribute(node) && READ_ALOUD.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && /\p{L}/u.test(node.initializer.text)) {
          here(node.initializer.text);
        }
      });
    }
    expect(written).toEqual([]);
  });
});
