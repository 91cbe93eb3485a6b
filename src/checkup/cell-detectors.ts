import { holdsControl, isErrorCell, isScientific, isVisible, unreadCells } from '../fields/damage.js';
import { showValue } from '../fields/show-value.js';
import { type Message, message } from '../messages/message.js';
import type { ColumnKind, ExaminedColumn } from './examined-file.js';
import type { FindingCode } from './finding.js';
import { repairText } from './repair-text.js';
import { trait } from './traits.js';

/** Something that can be seen in one cell alone. */
export interface CellDetector {
  readonly code: FindingCode;
  /** Traits of which a text must have one to be looked at. */
  readonly needs: number;
  /** The columns that are looked at; all unless it says otherwise. */
  readonly looksAt?: (column: ExaminedColumn) => boolean;
  readonly matches: (text: string, kind: ColumnKind) => boolean;
  /** Fewer are taken for somebody's own words. */
  readonly least?: number;
  readonly show?: (text: string) => string;
  readonly hint?: (text: string) => Message | null;
}

/** A new one is one more entry. */
export const cellDetectors: readonly CellDetector[] = [
  {
    code: 'lostCharacters',
    needs: trait.lost | trait.wide,
    // 锟斤拷 is U+FFFD twice, written in UTF-8 and read as GBK.
    matches: (text) => (text.includes('\uFFFD') || text.includes('锟斤拷')) && repairText(text) === null,
  },
  {
    code: 'mojibake',
    needs: trait.latin | trait.wide | trait.privateUse,
    matches: (text) => repairText(text) !== null,
    hint: (text) => message('finding.hint.meant', { meant: showValue(repairText(text) ?? '', longest) }),
  },
  { code: 'questionMarks', needs: trait.sign, matches: (text) => /^\?{2,}$/.test(text), least: 3 },
  { code: 'scientific', needs: trait.digit, matches: isWrittenScientific },
  { code: 'errorCell', needs: trait.sign, matches: isErrorCell },
  { code: 'uncalculated', needs: trait.wide, matches: (text) => text === unreadCells.notComputed },
  { code: 'mergedCell', needs: trait.wide, matches: (text) => text === unreadCells.underMerged },
  // As a workbook has it for what is no date, and Excel for what its column is too narrow for.
  { code: 'onlyHashes', needs: trait.sign, matches: (text) => /^#{4,}$/.test(text) },
  {
    code: 'controlCharacters',
    needs: trait.blank | trait.latin | trait.wide | trait.privateUse,
    matches: (text) => holdsControl(text) && repairText(text) === null,
  },
  {
    code: 'idSpaces',
    needs: trait.blank,
    looksAt: ({ kind }) => kind === 'id',
    matches: (text) => blank.test(text) && isVisible(text),
    show: showSpaces,
  },
  { code: 'onlySpaces', needs: trait.blank, matches: (text) => !isVisible(text), show: showSpaces },
  {
    code: 'outerSpaces',
    needs: trait.blank,
    looksAt: ({ kind, isTrimmed }) => kind !== 'id' && !isTrimmed,
    matches: (text) => blankOutside.test(text) && isVisible(text),
    show: showSpaces,
  },
  { code: 'textMark', needs: trait.sign, matches: (text) => /^(?:['`][+\d][\d.-]*|="[^"]*")$/.test(text) },
  {
    code: 'fullWidthDigits',
    needs: trait.wideDigit,
    looksAt: ({ kind, isNarrowed }) => kind !== 'option' && !isNarrowed,
    matches: isWideNumber,
  },
  {
    code: 'spacedDigits',
    needs: trait.blank,
    looksAt: ({ kind }) => kind === 'phone' || kind === 'number',
    matches: (text) => /^\+?\d[\d-]*(?:[\s\p{Cf}]+[\d-]+)+$/u.test(text),
    show: showSpaces,
  },
  {
    code: 'thousands',
    needs: trait.digit,
    looksAt: ({ kind }) => kind === 'number',
    matches: (text) => /^[¥￥$]?-?\d{1,3}(?:[,，]?\d{3})*(?:\.\d+)?元?$/.test(text) && /[^\d.-]/.test(text),
  },
  {
    code: 'privateUse',
    needs: trait.privateUse,
    matches: (text) => repairText(text) === null,
    show: (text) => showValue(text, longest).replace(/\p{Co}/gu, showCode),
  },
];

const longest = 40;
const blank = /[\s\p{Cf}]/u;
const blankOutside = /^[\s\p{Cf}]|[\s\p{Cf}]$/u;

function isWrittenScientific(text: string, kind: ColumnKind): boolean {
  return isScientific(text) || (kind === 'id' && /\d\.\d+E\+\d+/i.test(text));
}

/** In a text full-width digits may be somebody's style; a text of nothing but digits, letters and signs is a number or a code. */
function isWideNumber(text: string, kind: ColumnKind): boolean {
  return kind !== 'text' || /^[\x20-\x7e\uff01-\uff5e\u3000]+$/.test(text);
}

/** Spaces that can be told from each other: ␣ is the plain one. */
function showSpaces(text: string): string {
  return showValue(text, longest).replace(/\p{Zs}/gu, (space) => (space === ' ' ? '␣' : showCode(space)));
}

function showCode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
