/** The figures' colours and what stands for each on a dark page, as libs/plots has them (a spec holds the two together). */
export const ON_DARK: Readonly<Record<string, string>> = {
  '#1f2328': '#e6e8eb',
  '#6b7280': '#a2a9b4',
  '#d9dce1': '#3a414b',
  '#9aa1ac': '#7d8592',
  '#ffffff': '#171a1f',
  '#d55e00': '#f08a3c',
  '#009e73': '#2fc79b',
  '#0072b2': '#5bb0e8',
  '#cc79a7': '#e3a3c6',
  '#e69f00': '#f0b73e',
  '#56b4e9': '#3f8fbf',
};

const LIGHT = new RegExp(`"(${Object.keys(ON_DARK).join('|')})"`, 'gi');

/** The same specification in the colours of a dark page. */
export const darkened = (specification: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(specification).replace(LIGHT, (_, colour: string) => `"${ON_DARK[colour.toLowerCase()]}"`),
  ) as Record<string, unknown>;
