// What a grant's region codes cover: divisions and functional zones inside, and the former districts they took over.

import { regions } from '../codes/region-data.ts';
import { zones } from '../codes/zone.ts';

const known = new Map<string, ReadonlySet<string>>();

/**
 * All codes a row may carry to lie in one of these regions or zones. A district covers its streets, the zones it hosts and
 * the districts merged into it; a zone covers itself under both its codes. Codes nobody knows cover themselves.
 */
export function coveredBy(codes: readonly string[]): ReadonlySet<string> {
  const key = codes.join(' ');
  let covered = known.get(key);
  if (covered === undefined) {
    covered = closureOf(codes);
    known.set(key, covered);
  }
  return covered;
}

function closureOf(codes: readonly string[]): ReadonlySet<string> {
  const covered = new Set<string>();
  const waiting = [...codes];
  for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
    if (covered.has(code)) continue;
    covered.add(code);
    for (const region of regions) if (region.parentCode === code || region.mergedInto === code) waiting.push(region.code);
    for (const zone of zones) {
      if (zone.hostRegionCode === code) waiting.push(zone.code);
      else if (zone.code === code && zone.bureauCode !== undefined) waiting.push(zone.bureauCode);
      else if (zone.bureauCode === code) waiting.push(zone.code);
    }
  }
  return covered;
}
