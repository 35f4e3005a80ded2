/** Families of models: what a person picks. Which of their models are offered at all is decided here too. */
import type { LocalText, Model, Settings } from '$lib/platform/bindings';

export type Family = {
  id: string;
  name: string;
  maker: string;
  keywords: readonly string[];
  /** What it is good at, whatever is done with it. */
  goodAt: LocalText;
  /** In the order of the catalogue; at least one. */
  models: readonly [Model, ...Model[]];
};

/** The models by family, in the order of the catalogue. */
export function familiesOf(models: readonly Model[]): Family[] {
  const byFamily = new Map<string, [Model, ...Model[]]>();
  for (const model of models) {
    const siblings = byFamily.get(model.family);
    if (siblings) siblings.push(model);
    else byFamily.set(model.family, [model]);
  }
  return [...byFamily.values()].map((siblings) => {
    const [first] = siblings;
    return {
      id: first.family,
      name: first.familyName,
      maker: first.maker,
      keywords: first.keywords,
      goodAt: first.familyGoodAt,
      models: siblings,
    };
  });
}

/** Nobody has confirmed it yet, or its maker sends people to a newer one. */
export function isApart(model: Model): boolean {
  return model.standing === 'unconfirmed' || model.deprecated;
}

/** Whether it is offered without being looked for. */
export function isOffered(model: Model, { newerModels }: Pick<Settings, 'newerModels'>): boolean {
  return newerModels || !isApart(model);
}
