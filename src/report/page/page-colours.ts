const light = `color-scheme: light; --ground: #f5f6f8; --card: #fff; --sunk: #eef1f4; --ink: #17202b; --faint: #566171;
  --line: #dfe4ea; --strong-line: #b9c2cd; --accent: #1d5fc2; --accent-soft: #e6eefb; --on-colour: #fff;
  --good: #0a7566; --good-soft: #e2f4f0; --amber: #9a5b00; --amber-soft: #fdf1dc; --red: #b3202c; --red-soft: #fdeaeb;
  --orange: #b84a0f; --violet: #6d3fc0; --sky: #0a6a9c; --slate: #5d6a7a; --pale: #8a96a5; --area: #cfdcf0;`;

const dark = `color-scheme: dark; --ground: #12161c; --card: #1a2028; --sunk: #232a34; --ink: #e6eaf0; --faint: #a2adbb;
  --line: #2d3642; --strong-line: #475364; --accent: #7db0ff; --accent-soft: #1c2c45; --on-colour: #10151b;
  --good: #4fc9b4; --good-soft: #12312c; --amber: #f0b452; --amber-soft: #35290f; --red: #ff8f93; --red-soft: #3d1c20;
  --orange: #f59e6b; --violet: #bd9dff; --sky: #6cc4f2; --slate: #a3afbd; --pale: #7c8998; --area: #2b3d5a;`;

/** The colours of the pages: light or dark as the system is, unless the reader chooses; on paper light. */
export const pageColours = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
:root[data-theme="light"] { ${light} }
:root[data-theme="dark"] { ${dark} }
@media print { :root, :root[data-theme] { ${light} --ground: #fff; } }
.updated, .passed, .good { --c: var(--good); --soft: var(--good-soft); }
.toSend, .plan { --c: var(--accent); --soft: var(--accent-soft); }
.unchanged { --c: var(--slate); }
.unverified, .attention { --c: var(--amber); --soft: var(--amber-soft); }
.invalid { --c: var(--orange); }
.failed, .stopped { --c: var(--red); --soft: var(--red-soft); }
.unknown { --c: var(--violet); }
.drifted { --c: var(--sky); }
.pending { --c: var(--pale); }
`;
