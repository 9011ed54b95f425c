/** The files of one version of the page. */
export interface Precache {
  readonly version: string;
  /** Paths relative to the page's folder. */
  readonly files: readonly string[];
}

const prefix = "chainrule-checker-";

/** The name of the cache of a version. */
export function cacheName({ version }: Pick<Precache, "version">): string {
  return `${prefix}${version}`;
}

/** The caches of other versions of the page, which are to be deleted; those of others are left alone. */
export function outdated(names: readonly string[], precache: Precache): readonly string[] {
  return names.filter((name) => name.startsWith(prefix) && name !== cacheName(precache));
}

/** What the answer to a request is looked up by: its address without query; the folder itself is the page. */
export function keyOf(address: string, scope: string): string | undefined {
  const { origin, pathname } = new URL(address);
  const folder = new URL(scope);
  if (origin !== folder.origin || !pathname.startsWith(folder.pathname)) return undefined;
  return pathname === folder.pathname ? `${scope}index.html` : `${origin}${pathname}`;
}
