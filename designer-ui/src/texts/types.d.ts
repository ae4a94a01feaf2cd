import 'i18next';
import type console from './zh-CN/console.json';
import type designer from './zh-CN/designer.json';
import type portal from './zh-CN/portal.json';
import type shell from './zh-CN/shell.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: { shell: typeof shell; designer: typeof designer; console: typeof console; portal: typeof portal };
  }
}
