/**
 * The types of the authoring surface that TypeScript has no word for. The transformer knows them by the property
 * `~flyte`, which no value has.
 */

/** An integer of up to 53 bits; `number` alone is a float. For 64 bits use `bigint`. */
export type Int = number & { readonly "~flyte"?: "integer" };

/**
 * Several outputs read by property: a function that returns `Promise<Outputs<{ mean: number; rows: Int }>>` has the
 * outputs `mean` and `rows`. A plain object type is one output, a struct.
 */
export type Outputs<T extends object> = T & { readonly "~flyte"?: "outputs" };

/**
 * A value that a codec of the user's own carries: `Coded<Decimal, "decimal">` is a `Decimal`, and crosses the wire as the codec
 * registered under `"decimal"` says.
 */
export type Coded<T, Name extends string> = T & { readonly "~flyte"?: readonly ["codec", Name] };
