/** Networks as they are typed, one on a line or by commas. Whether each is one the engine says. */
export const networksOf = (typed: string): string[] =>
  typed
    .split(/[\s,，;；]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
