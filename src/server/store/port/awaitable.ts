/** SQLite answers at once; a database over the network will not. Callers await either. */
export type Awaitable<T> = T | Promise<T>;
