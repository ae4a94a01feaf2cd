/** What is told to the author of a document, as the engine tells it everywhere. Lines and columns count from 1; the end is exclusive. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly help: string;
  readonly suggestion?: string;
  readonly rule?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
