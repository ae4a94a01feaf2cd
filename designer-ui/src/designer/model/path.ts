/** Where something stands in a document: keys of maps and places in lists, from the top. */
export type Path = readonly (string | number)[];

/** A path as one word, for maps, selections and the page. */
export const idOf = (path: Path): string => path.join('/');

export const within = (path: Path, outer: Path): boolean => outer.length <= path.length && outer.every((part, i) => part === path[i]);
