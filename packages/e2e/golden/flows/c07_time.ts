import { task, Temporal, workflow } from "@tsflyte/runtime";

export const shift = task(async (t: Temporal.Instant, d: Temporal.Duration): Promise<Temporal.Instant> => t.add(d));
export const day = task(async (d: Temporal.PlainDate): Promise<Temporal.PlainDate> => d);

export const time_wf = workflow(
  async (
    t: Temporal.Instant,
    d: Temporal.Duration = Temporal.Duration.from("P1DT0.000005S"),
  ): Promise<Temporal.Instant> => {
    shift(Temporal.Instant.from("2024-02-29T12:30:15.123456Z"), Temporal.Duration.from("-PT1.5S"));
    return await shift(t, d);
  },
);
