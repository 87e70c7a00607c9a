import {
  Anchor,
  createTheme,
  type CSSVariablesResolver,
  Menu,
  Modal,
  Notification,
  Table,
} from '@mantine/core';

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
  // Dark enough for white text on it, on light and on dark pages.
  primaryShade: 8,
  colors: { ocean },
  autoContrast: true,
  // Who asked their system for less motion gets dialogs and menus at once.
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    // The set puts an empty element first, which is no part of a menu; without it the first entry has the focus.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs' } }),
  },
});

/** Quiet text and complaints that can still be read: the set's own grey and red are fainter than WCAG's 4.5 : 1 allows. */
export const readableGreys: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[6],
    '--mantine-color-error': colors.red[9],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[2],
    '--mantine-color-error': colors.red[4],
  },
});
