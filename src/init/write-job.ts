import { showValue } from '../fields/show-value.js';
import { formatMessage, type Lang, message, say } from '../messages/message.js';
import type { OpenQuestion, Proposal, ProposedField } from './proposal.js';
import { commentOut, indent, toComment, toYamlLines, type YamlValue } from './yaml-lines.js';

/** What a job file is to be written of. */
export interface JobDraft {
  readonly name: string;
  /** The name of its account; null for the one without a name. */
  readonly account: string | null;
  /** The job, and the file that it is for, as a person calls them. */
  readonly path: string;
  readonly file: string;
  /** The schema for editors, relative to the job; null where there is none. */
  readonly schema: string | null;
  /** The file, relative to the job; null where a job cannot name it. */
  readonly sourceFile: string | null;
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly encoding: string;
  /** How many rows were looked at. */
  readonly rows: number;
  readonly proposal: Proposal;
  /** Whether the custom fields of the account were there to be chosen from. */
  readonly knowsAccount: boolean;
}

/** Writes the text of a job file. Its comments are in the language of the person who asked for it. */
export function writeJob(draft: JobDraft, lang: Lang): string {
  const { proposal } = draft;
  const sections = [
    writeHead(draft, lang),
    [
      ...toYamlLines('name', draft.name),
      ...(draft.account === null ? [] : toYamlLines('account', draft.account)),
      beside(`lang: ${lang}`, say(lang, 'job.comment.lang')),
    ],
    writeSource(draft, lang),
    writeId(proposal, lang),
    writeFields('standard', proposal, lang),
    writeFields('custom', proposal, lang),
    writeUnused(draft, lang),
    writePolicies(lang),
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

/** All that a job leaves to be decided. */
export function listQuestions({ proposal, sourceFile }: Pick<JobDraft, 'proposal' | 'sourceFile'>): OpenQuestion[] {
  return [
    ...(sourceFile === null ? [unnamedFile] : []),
    ...proposal.idQuestions,
    ...proposal.questions,
    ...(proposal.fields.length === 0 ? [noFields] : []),
  ];
}

/** A question as it is asked, with its example. */
export function formatQuestion({ why, because }: OpenQuestion, lang: Lang): string {
  const question = formatMessage(why, lang);
  return because ? say(lang, 'init.example', { question, example: formatMessage(because, lang) }) : question;
}

const unnamedFile: OpenQuestion = { why: message('init.fileName'), because: null, lines: [] };
const noFields: OpenQuestion = { why: message('init.noFields'), because: null, lines: [] };

function writeHead(draft: JobDraft, lang: Lang): string[] {
  const { path, file, schema, headerRow, rows } = draft;
  const count = listQuestions(draft).length;
  const command = (name: string, words: string) => toComment(`  wefeng-import ${name} ${path}    ${words}`);
  return [
    ...(schema === null ? [] : [`# yaml-language-server: $schema=${schema}`, '#']),
    toComment(say(lang, 'job.comment.origin', { file, headerRow, rows })),
    command('check', say(lang, 'job.comment.check')),
    command('plan', say(lang, 'job.comment.plan')),
    ...(count === 0 ? [] : [toComment(say(lang, 'job.comment.count', { count }))]),
  ];
}

function writeSource({ sourceFile, sheet, headerRow, encoding }: JobDraft, lang: Lang): string[] {
  const [file = ''] = toYamlLines('file', sourceFile ?? '');
  const settings = [
    ...(sourceFile === null ? [] : [beside(file, say(lang, 'job.comment.file'))]),
    ...(sheet === null ? [] : toYamlLines('sheet', sheet)),
    ...(headerRow === 1 ? [] : toYamlLines('headerRow', headerRow)),
    ...(encoding === 'auto' ? [] : toYamlLines('encoding', encoding)),
  ];
  return [
    ...(sourceFile === null ? [askAbout(unnamedFile, lang)] : []),
    ...(settings.length === 0 ? ['# source:', '#   file: ""'] : ['source:', ...indent(settings)]),
  ];
}

function writeId({ idColumn, idQuestions }: Proposal, lang: Lang): string[] {
  return [
    toComment(say(lang, 'job.comment.id')),
    ...idQuestions.map((question) => askAbout(question, lang)),
    ...toYamlLines('id', idColumn ?? say(lang, 'job.comment.idColumn')),
  ];
}

/** The lines of one kind of field, and below them, as comments, those that are not decided. */
function writeFields(kind: 'standard' | 'custom', { fields, questions }: Proposal, lang: Lang): string[] {
  const section = kind === 'standard' ? 'fields' : 'customFields';
  const isOfKind = ({ field }: ProposedField) => field.kind === kind;
  const live = fields.filter(isOfKind);
  const open = questions.filter(({ lines }) => lines.some(isOfKind) || (lines.length === 0 && kind === 'custom'));
  if (live.length + open.length === 0 && kind === 'custom') return [];
  return [
    toComment(say(lang, `job.comment.${section}`)),
    ...(live.some(({ settings }) => settings.trim || settings.digits)
      ? [toComment(say(lang, 'job.comment.tidying'))]
      : []),
    live.length > 0 ? `${section}:` : `# ${section}:`,
    ...indent(live.flatMap(toLines)),
    ...indent(
      open.flatMap((question) => [
        askAbout(question, lang),
        ...commentOut(question.lines.filter(isOfKind).flatMap(toLines)),
      ]),
    ),
    ...(fields.length === 0 && kind === 'standard' ? indent([askAbout(noFields, lang)]) : []),
  ];
}

const askAbout = (question: OpenQuestion, lang: Lang): string =>
  toComment(say(lang, 'job.comment.toDecide', { question: formatQuestion(question, lang) }));

function toLines({ key, column, settings, untold }: ProposedField): string[] {
  const { trim, digits, values, format = [], separator } = settings;
  const words = [...(values ?? []), ...untold.map((text) => [text, null] as const)];
  const [onlyFormat] = format;
  const said: YamlValue = {
    ...(trim ? { trim } : {}),
    ...(digits ? { digits } : {}),
    ...(words.length > 0 ? { values: Object.fromEntries(words) } : {}),
    ...(onlyFormat === undefined ? {} : { format: format.length > 1 ? format : onlyFormat }),
    ...(separator === undefined ? {} : { separator }),
  };
  return toYamlLines(key, Object.keys(said).length === 0 ? column : { column, ...said });
}

/** Columns without a field; of an account that is not known, any of them may have a field of its name. */
function writeUnused({ proposal: { unused }, knowsAccount }: JobDraft, lang: Lang): string[] {
  if (unused.length === 0) return [];
  if (knowsAccount) return [toComment(say(lang, 'job.comment.unused', { columns: unused.map(showName).join(', ') }))];
  const lines = unused.flatMap((name) => toYamlLines(name, name));
  return [toComment(say(lang, 'job.comment.byName')), ...commentOut(['customFields:', ...indent(lines)])];
}

const showName = (name: string): string => showValue(name);

const writePolicies = (lang: Lang): string[] => [
  beside('empty: keep', say(lang, 'job.comment.empty')),
  beside('duplicates: reject', say(lang, 'job.comment.duplicates')),
  beside('unmapped: ignore', say(lang, 'job.comment.unmapped')),
  beside('baseline: auto', say(lang, 'job.comment.baseline')),
  beside('limits: { invalid: 10%, clears: 0 }', say(lang, 'job.comment.limits')),
  beside('canary: 3', say(lang, 'job.comment.canary')),
];

const beside = (line: string, comment: string): string => `${line.padEnd(38)}  ${toComment(comment)}`;
