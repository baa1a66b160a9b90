// Side-by-side measuring: contenders alternate inside one run; medians, spread and ratios are printed.

import { cpuUsage } from 'node:process';

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
  readonly least: number;
  readonly most: number;
  readonly cpu: number;
}

/** Alternates the contenders `rounds` times after a warm-up of `warmUp`. Milliseconds. The first contender is 1.00 in the table. */
export async function compare(contenders: readonly Contender[], rounds: number, warmUp = 1): Promise<Timing[]> {
  const samples = new Map(contenders.map(({ name }) => [name, { wall: [] as number[], cpu: [] as number[] }]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { name, run } of contenders) {
      const cpuBefore = cpuUsage();
      const before = performance.now();
      await run();
      const wall = performance.now() - before;
      const cpu = cpuUsage(cpuBefore);
      if (round >= 0) {
        samples.get(name)?.wall.push(wall);
        samples.get(name)?.cpu.push((cpu.user + cpu.system) / 1000);
      }
    }
  }
  return contenders.map(({ name }) => {
    const { wall, cpu } = samples.get(name) ?? { wall: [], cpu: [] };
    return { name, median: quantile(wall, 0.5), p95: quantile(wall, 0.95), least: quantile(wall, 0), most: quantile(wall, 1), cpu: quantile(cpu, 0.5) };
  });
}

/** Nearest-rank quantile of a sample; 0 for an empty one. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** Prints timings with the ratio to the first one. */
export function printTimings(title: string, timings: readonly Timing[]): void {
  const base = timings[0]?.median ?? 0;
  console.log(`\n${title}`);
  console.log(`  ${'contender'.padEnd(44)}${['median', 'p95', 'min', 'max', 'cpu', 'ratio'].map((name) => name.padStart(10)).join('')}`);
  for (const { name, median, p95, least, most, cpu } of timings) {
    const figures = [median, p95, least, most, cpu].map((value) => value.toFixed(value < 10 ? 2 : 1).padStart(10)).join('');
    console.log(`  ${name.padEnd(44)}${figures}${(base === 0 ? 0 : median / base).toFixed(2).padStart(10)}`);
  }
}
