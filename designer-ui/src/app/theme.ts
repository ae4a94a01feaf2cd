import { theme as ant } from 'antd';
import type { ThemeConfig } from 'antd';
import type { Theme } from './choices';

/** Colours that are dark, or light, enough to be read on what they stand on (WCAG 2.1 AA). */
const LIGHT: ThemeConfig['token'] = {
  colorPrimary: '#0b6e7f',
  colorLink: '#0b6e7f',
  colorInfo: '#0b6e7f',
  colorSuccess: '#2a7d1f',
  colorWarning: '#a05a00',
  colorError: '#c0261c',
  colorTextSecondary: 'rgba(0, 0, 0, 0.7)',
  colorTextTertiary: 'rgba(0, 0, 0, 0.62)',
  colorTextDescription: 'rgba(0, 0, 0, 0.64)',
  colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
  colorBgLayout: '#f3f6f7',
  colorPrimaryBg: '#e2f2f4',
  colorWarningBg: '#fff4e0',
  colorSuccessBg: '#e8f5e4',
  colorErrorBg: '#fdeceb',
  colorInfoBg: '#e2f2f4',
};

const LINK_DARK = '#5fd0df';

const DARK: ThemeConfig['token'] = {
  colorPrimary: '#1492a6',
  colorLink: LINK_DARK,
  colorInfo: '#1492a6',
  colorError: '#ff8a87',
  colorTextSecondary: 'rgba(255, 255, 255, 0.75)',
  colorTextTertiary: 'rgba(255, 255, 255, 0.66)',
  colorTextDescription: 'rgba(255, 255, 255, 0.66)',
  colorTextPlaceholder: 'rgba(255, 255, 255, 0.6)',
  colorBgLayout: '#0d1719',
  colorBgContainer: '#142226',
  colorBgElevated: '#1a2b30',
};

export function themeOf(theme: Theme): ThemeConfig {
  return {
    components: theme === 'dark' ? { Tabs: { itemSelectedColor: LINK_DARK, itemActiveColor: LINK_DARK, itemHoverColor: LINK_DARK, inkBarColor: LINK_DARK } } : undefined,
    algorithm: theme === 'dark' ? ant.darkAlgorithm : ant.defaultAlgorithm,
    token: {
      ...(theme === 'dark' ? DARK : LIGHT),
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      borderRadius: 6,
      fontFamily: "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
      fontFamilyCode: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace",
    },
  };
}

/** Gives our own style sheets the colours of the theme, as `--tg-…`. */
export function paint(theme: Theme): void {
  const token = ant.getDesignToken(themeOf(theme));
  const style = document.documentElement.style;
  style.colorScheme = theme;
  document.documentElement.dataset.theme = theme;
  const colours: Record<string, string> = {
    back: token.colorBgLayout,
    surface: token.colorBgContainer,
    raised: token.colorBgElevated,
    line: token.colorBorderSecondary,
    edge: token.colorBorder,
    text: token.colorText,
    quiet: token.colorTextSecondary,
    primary: token.colorPrimary,
    link: token.colorLink,
    soft: token.colorPrimaryBg,
    error: token.colorErrorText,
    'error-back': token.colorErrorBg,
    warning: token.colorWarningText,
    'warning-back': token.colorWarningBg,
    success: token.colorSuccessText,
    hover: token.colorFillTertiary,
    font: token.fontFamily,
    mono: token.fontFamilyCode,
  };
  for (const [name, colour] of Object.entries(colours)) style.setProperty(`--tg-${name}`, colour);
}
