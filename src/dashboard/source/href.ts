/**
 * What the browser itself opens or shows, for `href` and `src`. A server has an address for everything; what is kept in
 * this browser is given one only when it is asked for.
 */
export type Href = string | Promise<string>;
