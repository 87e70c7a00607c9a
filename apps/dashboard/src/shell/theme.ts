import { Anchor, createTheme, Table } from '@mantine/core';

/** The blue-green of the plots (libs/plots/src/theme.ts), ten shades. */
const ocean = [
  '#eaf6fa',
  '#d7e9f0',
  '#acd2e0',
  '#7fbbd1',
  '#5aa7c4',
  '#429abc',
  '#3594ba',
  '#2781a4',
  '#197393',
  '#006482',
] as const;

export const theme = createTheme({
  primaryColor: 'ocean',
  // Dark enough for white text in light, light enough for dark pages.
  primaryShade: { light: 8, dark: 7 },
  colors: { ocean },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs' } }),
  },
});
