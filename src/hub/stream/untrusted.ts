/** Events of a contract as they arrive from outside: the names hold, what they carry is unknown until it is checked. */
export type Untrusted<Events> = { [Name in keyof Events]: (...values: unknown[]) => void };
