import { type Int, task, workflow } from "@tsflyte/runtime";

interface Address {
  street: string;
  zip: Int;
  tags: string[];
}

interface Person {
  name: string;
  age: Int;
  height: number;
  active: boolean;
  address: Address;
  nick: string | null;
  scores: Record<string, number>;
  friends: Address[];
}

export const make = task(async (name: string): Promise<Person> => ({
  name,
  age: 1,
  height: 1.5,
  active: true,
  address: { street: "s", zip: 1, tags: [] },
  nick: null,
  scores: {},
  friends: [],
}));
export const birthday = task(async (p: Person): Promise<Person> => ({ ...p, age: p.age + 1 }));
export const get_zip = task(async (z: Int, s: string): Promise<Int> => z);
export const many = task(
  async (ps: Person[], m: Record<string, Address>, o: Address | null = null): Promise<Int> => ps.length,
);

export const dc_wf = workflow(async (name: string): Promise<Person> => {
  const p = await make(name);
  get_zip(p.address.zip, p.address.tags[0]!);
  many([p, p], { k: p.address });
  return await birthday(p);
});

export const dc_const_wf = workflow(
  async (
    p: Person = {
      name: "d",
      age: 3,
      height: 2.0,
      active: false,
      address: { street: "st", zip: 9, tags: ["a"] },
      nick: null,
      scores: { m: 1.0 },
      friends: [],
    },
  ): Promise<Person> =>
    birthday({
      name: "c",
      age: 3,
      height: 2.0,
      active: false,
      address: { street: "st", zip: 9, tags: [] },
      nick: null,
      scores: {},
      friends: [],
    }),
);
