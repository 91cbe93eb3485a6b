// The product's pages have these colours too; copied, as the sandbox takes nothing from it.
const light = `color-scheme: light; --ground: #f5f6f8; --card: #fff; --sunk: #eef1f4; --ink: #17202b; --faint: #566171;
  --line: #dfe4ea; --strong-line: #b9c2cd; --accent: #1d5fc2; --accent-soft: #e6eefb; --on-colour: #fff;
  --good: #0a7566; --good-soft: #e2f4f0; --amber: #9a5b00; --amber-soft: #fdf1dc; --red: #b3202c; --red-soft: #fdeaeb;
  --orange: #b84a0f; --violet: #6d3fc0; --pale: #5d6a7a;`;

const dark = `color-scheme: dark; --ground: #12161c; --card: #1a2028; --sunk: #232a34; --ink: #e6eaf0; --faint: #a2adbb;
  --line: #2d3642; --strong-line: #475364; --accent: #7db0ff; --accent-soft: #1c2c45; --on-colour: #10151b;
  --good: #4fc9b4; --good-soft: #12312c; --amber: #f0b452; --amber-soft: #35290f; --red: #ff8f93; --red-soft: #3d1c20;
  --orange: #f59e6b; --violet: #bd9dff; --pale: #a3afbd;`;

/** The colours of the page: light or dark as the system is, on paper light. */
export const PAGE_COLOURS = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
@media print { :root { ${light} --ground: #fff; } }
.good, .done { --c: var(--good); --soft: var(--good-soft); }
.attention { --c: var(--amber); --soft: var(--amber-soft); }
.limited { --c: var(--amber); }
.refused { --c: var(--orange); }
.failed { --c: var(--red); }
.unanswered { --c: var(--violet); }
.waiting { --c: var(--pale); }
`;
