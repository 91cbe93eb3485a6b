import { type Document, isPair, isScalar, type Node, visit, type YAMLError, YAMLParseError } from 'yaml';
import { message } from '../messages/message.js';
import type { JobProblem } from './job-problem.js';

/** Finds aliases that lead nowhere, which YAML would throw at. That no anchor holds an alias rules out circles and bombs. */
export function findBadAliases(document: Document.Parsed): YAMLParseError[] {
  const found: YAMLParseError[] = [];
  visit(document, {
    Alias(_, alias) {
      const target = alias.resolve(document);
      if (target !== undefined && !holdsAlias(target)) return;
      const reason = target ? 'what an alias stands for must hold no alias' : 'no anchor of this name above';
      const [start = 0, end = 0] = alias.range ?? [];
      found.push(new YAMLParseError([start, end], 'BAD_ALIAS', `*${alias.source}: ${reason}`));
    },
  });
  return found;
}

function holdsAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Finds what would be lost, or taken for something else, on its way into JavaScript's objects. */
export function findMisfits(document: Document.Parsed): JobProblem[] {
  const found: JobProblem[] = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      const path = pathOf([...ancestors, pair]);
      // JavaScript's own names would be dropped in silence.
      if (['__proto__', 'constructor', 'prototype'].includes(path.at(-1) ?? '')) {
        found.push({ path, reason: message('job.reservedKey') });
      }
    },
    Seq(_, _list, ancestors) {
      const path = pathOf(ancestors);
      // An empty list would pass for settings of which none is set.
      if (!takesList(path)) found.push({ path, reason: message('job.list') });
    },
  });
  return found;
}

/** Lists are the keys of a chained list within `values`, several formats, the columns of a join, and what a webhook takes. */
function takesList(path: readonly string[]): boolean {
  const [, , setting, inner] = path;
  if (path.slice(0, -1).includes('values')) return true;
  if (path[0] === 'notify' && path[1] === 'webhook' && path[2] === 'body') return true;
  return path.length === 3 ? setting === 'format' : path.length === 4 && setting === 'join' && inner === 'columns';
}

const pathOf = (nodes: readonly unknown[]): string[] =>
  nodes.filter((node) => isPair(node)).map(({ key }) => (isScalar(key) ? String(key.value) : ''));

/** Where a mistake of syntax begins: a quote that is not closed is found at the end of the file, and begins where it opens. */
export function startOfMistake(error: YAMLError, document: Document.Parsed): number {
  let start = error.pos[0];
  visit(document, {
    Scalar(_, { type, range }) {
      if (type?.startsWith('QUOTE') && range && range[0] < start && start <= range[2]) start = range[0];
    },
  });
  return start;
}
