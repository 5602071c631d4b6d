/**
 * A name of the web's types that connect's declarations take for granted, and Node's do not have. Global by nature: the file has no
 * imports and exports, and nothing of it is published.
 */
type HeadersInit = NonNullable<ConstructorParameters<typeof Headers>[0]>;
