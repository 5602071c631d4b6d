import { type Int, task } from "@tsflyte/runtime";

/** Used by the other module. */
export const double = task(async (value: Int): Promise<Int> => value * 2);

/** In the image of another name. */
export const elsewhere = task({ containerImage: "{{.image.gpu}}" }, async (value: Int): Promise<Int> => value);
