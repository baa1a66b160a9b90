// Which schemas may stand in a contract: those whose values JSON and structured clone carry alike, both ways.
import type { Contract } from './define.ts';
import { bytes } from './define.ts';
import { binaryMark } from './codec.ts';
import { z } from './zod.ts';

const leaves: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'null', 'enum', 'never', 'template_literal']);

/** Kinds that only wrap another schema and leave the value as it is. */
const wrappers: ReadonlySet<string> = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly']);

const reservedKeys: ReadonlySet<string> = new Set([binaryMark, '__proto__']);

/**
 * Faults of every schema in the contract, as sentences `where: what`; empty when all is well. Refused are kinds that
 * JSON loses (Date, Map, bigint, undefined), kinds that say nothing (unknown), and kinds that change the value, because
 * an input is parsed at both ends.
 */
export function checkContract(contract: Contract): string[] {
  const faults: string[] = [];
  for (const [name, { input, output, progress }] of Object.entries(contract.procedures)) {
    faults.push(...checkSchema(input, `${name} input`), ...checkSchema(output, `${name} output`));
    if (progress !== undefined) faults.push(...checkSchema(progress, `${name} progress`));
  }
  for (const [name, schema] of Object.entries(contract.events)) faults.push(...checkSchema(schema, `${name} event`));
  return faults;
}

/** Faults of one schema, see `checkContract`. */
export function checkSchema(schema: z.ZodType, where: string): string[] {
  const faults: string[] = [];
  const seen = new Set<unknown>();

  function visit(node: z.core.$ZodType, path: string): void {
    if (node === bytes || seen.has(node)) return;
    seen.add(node); // recursive schemas end here
    const kind = node._zod.def.type;
    if (leaves.has(kind)) return;
    if (wrappers.has(kind)) return visit((node as z.ZodOptional)._zod.def.innerType, path);
    if (node instanceof z.ZodObject) {
      for (const [key, child] of Object.entries<z.core.$ZodType>(node._zod.def.shape)) {
        if (reservedKeys.has(key)) faults.push(`${path}.${key}: reserved key`);
        visit(child, `${path}.${key}`);
      }
      const { catchall } = node._zod.def;
      if (catchall !== undefined) visit(catchall, `${path}.*`);
    } else if (node instanceof z.ZodArray) visit(node._zod.def.element, `${path}[]`);
    else if (node instanceof z.ZodTuple) {
      for (const [index, child] of node._zod.def.items.entries()) visit(child, `${path}[${index}]`);
      if (node._zod.def.rest !== null) visit(node._zod.def.rest, `${path}[]`);
    } else if (node instanceof z.ZodRecord) {
      visit(node._zod.def.keyType, `${path}{key}`);
      visit(node._zod.def.valueType, `${path}{}`);
    } else if (node instanceof z.ZodUnion) {
      for (const [index, child] of node._zod.def.options.entries()) visit(child, `${path}|${index}`);
    } else if (node instanceof z.ZodIntersection) {
      visit(node._zod.def.left, path);
      visit(node._zod.def.right, path);
    } else if (node instanceof z.ZodLazy) visit(node._zod.def.getter(), path);
    else if (node instanceof z.ZodLiteral) {
      const odd = node._zod.def.values.filter((value) => value === undefined || typeof value === 'bigint');
      if (odd.length > 0) faults.push(`${path}: literal ${String(odd[0])}`);
    } else faults.push(`${path}: ${kind}`);
  }

  visit(schema, where);
  return faults;
}
