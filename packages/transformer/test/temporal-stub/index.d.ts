/** As much of the Temporal API as tells its classes apart. */
export declare namespace Temporal {
  class Instant {
    private constructor();
    static from(text: string): Instant;
    readonly epochNanoseconds: bigint;
  }
  class PlainDate {
    private constructor();
    static from(text: string): PlainDate;
    readonly year: number;
  }
  class Duration {
    private constructor();
    static from(text: string): Duration;
    readonly hours: number;
  }
  class ZonedDateTime {
    readonly timeZoneId: string;
  }
  class PlainDateTime {
    readonly year: number;
  }
  class PlainTime {
    readonly hour: number;
  }
  class PlainYearMonth {
    readonly year: number;
  }
  class PlainMonthDay {
    readonly day: number;
  }
  interface DurationLike {
    hours?: number;
  }
}
