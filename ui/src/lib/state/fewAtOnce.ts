/** Does something for each of many, a few at a time: a site is not asked fifty things at once. */
const AT_ONCE = 4;

/** `work` ends the whole by answering `false`: what has begun comes to its end. */
export async function fewAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<boolean>): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      if (!(await work(item))) waiting.length = 0;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
