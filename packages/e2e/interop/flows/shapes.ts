import type { FlyteDirectory, FlyteFile, Int, StructuredDataset, Temporal } from "@tsflyte/runtime";

export enum Color {
  RED = "red",
  GREEN = "green",
  BLUE = "blue",
}

export interface Address {
  street: string;
  zip: Int;
  tags: string[];
}

export interface Person {
  name: string;
  age: Int;
  height: number;
  active: boolean;
  born: Date;
  color: Color;
  address: Address;
  nick: string | null;
  second: Address | null;
  scores: Record<string, number>;
  friends: Address[];
  places: Record<string, Address>;
}

export interface Wide {
  big: bigint;
  id: Int | string;
  grid: number[][];
}

export interface Mixed {
  either: string | Address;
  several: (Int | string)[];
  times: Date[];
  colors: Record<string, Color>;
  anything: Record<string, unknown>;
  maybe: (Address | null)[];
  size?: number;
  shade?: Color | null;
}

export interface Report {
  title: string;
  file: FlyteFile;
  others: FlyteFile[];
  extra: FlyteFile | null;
}

export interface Moments {
  at: Date;
  day: Temporal.PlainDate;
  length: Temporal.Duration;
  others: Temporal.Duration[];
  last: Temporal.PlainDate | null;
}

export interface Sale {
  item: string;
  count: Int;
  price: number;
  paid: boolean;
}

export interface Stored {
  folder: FlyteDirectory;
  table: StructuredDataset;
}
