import type { FlyteFile, Int } from "@tsflyte/runtime";

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
