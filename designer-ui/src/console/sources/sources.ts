import type { Session } from '../../api/session';
import type { RegisteredSource, SourceChange } from '../../api/sources';

/** Whether somebody registers and confirms; the others look. */
export const mayProvide = (session: Session | undefined): boolean => session?.roles.includes('provider') ?? false;

/** What a form begins with: what there is, or nothing. A password is never there. */
export const toldOf = (source: RegisteredSource | undefined): SourceChange => ({
  title_zh: source?.title.zh ?? '',
  title_en: source?.title.en ?? '',
  schema: source?.schema ?? '',
  area: source?.area ?? '',
  department: source?.department ?? '',
  theme: source?.theme ?? '',
  url: source?.url ?? '',
  user: source?.user ?? '',
  password: '',
});

/** The text with a comment of the machine taken as it stands: candidates for the parties of a record. */
export const withRoles = (text: string): string => text.replace(/^# (roles: )/m, '$1');
