import { Document, isScalar, visit } from 'yaml';

/** A value of a job file: of a key, or within one. Null is a place that is still to be filled in. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

const longestLine = 110;

/** The lines of a key and its value, on one line where they are short and nothing is to be filled in. */
export function toYamlLines(key: string, value: YamlValue): string[] {
  const line = `${toYaml(key, true)}: ${toYaml(value, true)}`;
  if (line.length <= longestLine && !holdsNull(value)) return [line];
  return toYaml({ [key]: value }, false).split('\n');
}

/** A comment; whatever it says, it stays on its line. */
export const toComment = (text: string): string =>
  `# ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFFFD]+/gu, ' ')}`.trimEnd();

/** Lines that do nothing until their mark is taken off. */
export const commentOut = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`);

export const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function toYaml(value: YamlValue, onOneLine: boolean): string {
  // Where other programs read YES as true, it is quoted.
  const document = new Document(value, { compat: 'yaml-1.1' });
  visit(document, {
    Scalar(_, scalar) {
      // A line break, or what cannot be seen, is written as an escape.
      if (typeof scalar.value === 'string' && invisible.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({
    collectionStyle: onOneLine ? 'flow' : 'any',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
    nullStr: '',
  });
  // A job in which this character stands has lost something on its way.
  return text.replaceAll('\uFFFD', '\\ufffd').replaceAll(/ +$/gm, '').replace(/\n$/, '');
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/u;

function holdsNull(value: YamlValue): boolean {
  let found = false;
  visit(new Document(value), {
    Scalar(_, scalar) {
      found ||= isScalar(scalar) && scalar.value === null;
    },
  });
  return found;
}
