/** A family of an OpenMetrics text; its samples by what stands before their values. */
export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: ReadonlyMap<string, number>;
}

const labels = /^\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*"(?:,(?!\})|(?=\})))+\}$/;

/** Reads a text as the OpenMetrics 1.0 specification has it, strictly; throws where it is not one. */
export function parseOpenMetrics(text: string): Map<string, Family> {
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(what);
  };
  must(text.endsWith('\n# EOF\n'), 'no # EOF at the end');
  const families = new Map<string, { type: string; help: string; samples: Map<string, number> }>();
  let name = '';
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const [, keyword, family = '', rest = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      must(!families.has(family), `a family twice: ${line}`);
      must(!family.endsWith('_total'), `a family that is named like a counter's sample: ${line}`);
      name = family;
      families.set(name, { type: '', help: rest, samples: new Map() });
      continue;
    }
    const current = families.get(name);
    if (current === undefined) throw new Error(`no family: ${line}`);
    if (keyword === 'TYPE') {
      must(family === name && current.type === '' && ['counter', 'gauge'].includes(rest), `a wrong type: ${line}`);
      current.type = rest;
      continue;
    }
    const [, sample = '', labelled = '', value = ''] = /^([\w:]+)(\{.*\})? (\S+)$/.exec(line) ?? [];
    must(
      sample === (current.type === 'counter' ? `${name}_total` : name),
      `a line that is no sample of ${name}: ${line}`,
    );
    must(labelled === '' || labels.test(labelled), `wrong labels: ${line}`);
    must(/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(value), `a wrong value: ${line}`);
    must(!current.samples.has(sample + labelled), `a sample twice: ${line}`);
    must(current.type !== 'counter' || Number(value) >= 0, `a counter below 0: ${line}`);
    current.samples.set(sample + labelled, Number(value));
  }
  return families;
}
