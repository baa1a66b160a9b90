// Keeps a list's filter and the address in step: links and copied addresses bring a filter, changes write it back.

import { watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Filter } from '#domain/contract/query.ts';
import { filterFromAddress } from './list-state.ts';

/** A filter in the address wins; without one the list keeps its own. Lists in the background (`isHere` false) stay out of it. */
export function followAddress(question: { filter: Filter }, isHere: Ref<boolean>): void {
  const route = useRoute();
  const router = useRouter();
  watch(
    () => (isHere.value ? route.query['filter'] : undefined),
    (text) => {
      const given = filterFromAddress(text);
      if (given !== null && JSON.stringify(given) !== JSON.stringify(question.filter)) question.filter = given;
    },
    { immediate: true },
  );
  watch(
    () => question.filter,
    (filter) => {
      if (!isHere.value) return;
      void router.replace({ query: { ...route.query, filter: filter.length === 0 ? undefined : JSON.stringify(filter) } });
    },
  );
}
