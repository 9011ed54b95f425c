import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { Fading, fading } from "../../parts/fading.ts";
import { base } from "../../styles/base.ts";
import type { Graph, GraphNode } from "./model.ts";
import { usesOf } from "./walk.ts";

/** A row of the tree: a node, or one of the uses of the node above it. */
interface Row {
  readonly key: string;
  readonly node: GraphNode;
  readonly level: 1 | 2;
  readonly text: string;
  readonly children: number;
}

/**
 * The graph as a tree, for who cannot see the drawing or would rather read: each node in the order of computation, and
 * inside it the uses that its adjoint comes from.
 *
 * Arrows up and down move, right and left unfold and fold, Enter picks. Fires `pick` with a node's id.
 */
export class GraphTree extends LitElement {
  static override properties = {
    graph: { attribute: false },
    current: { attribute: false },
    open: { state: true },
    at: { state: true },
  };

  static override styles = [
    base,
    fading,
    css`
      [role="tree"] {
        max-height: 26rem;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
      }

      [role="treeitem"] {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr);
        align-items: baseline;
        padding: 0.3rem 0.75rem;
        font: 0.8125rem / 1.45 var(--mono);
        overflow-wrap: anywhere;
        cursor: pointer;
      }

      [role="treeitem"]:focus-visible {
        outline-offset: -2px;
      }

      [role="treeitem"]:hover {
        background: var(--sunken);
      }

      [aria-level="2"] {
        padding-left: 2.5rem;
        color: var(--muted);
      }

      [aria-selected="true"] {
        background: var(--accent-ground);
      }

      .sign {
        color: var(--muted);
      }
    `,
  ];

  declare graph: Graph;
  /** The id of the node of the present step. */
  declare current: number;
  /** Ids of the nodes whose uses are shown. */
  declare open: ReadonlySet<number>;
  /** The key of the row that takes the focus. */
  declare at: string;

  constructor() {
    super();
    this.open = new Set();
    this.at = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("current") && !this.matches(":focus-within")) this.at = String(this.current);
  }

  readonly fading = new Fading(this, "[role=tree]");

  override render(): TemplateResult {
    const rows = this.#rows();
    const focusable = rows.some(({ key }) => key === this.at) ? this.at : rows[0]?.key;
    return html`<div role="tree" aria-label="The graph as a tree" @keydown=${this.#press} @focusin=${this.#follow}>
      ${rows.map(({ key, node, level, text, children }) => {
        const isOpen = this.open.has(node.id);
        return html`<div
          role="treeitem"
          aria-level=${level}
          aria-selected=${level === 1 && node.id === this.current}
          aria-expanded=${level === 2 || children === 0 ? "undefined" : isOpen}
          tabindex=${key === focusable ? 0 : -1}
          data-key=${key}
          @click=${() => this.#pick(key, node)}
        >
          <span class="sign" aria-hidden="true">${level === 2 ? "←" : children === 0 ? "" : isOpen ? "▾" : "▸"}</span>
          <span>${text}</span>
        </div>`;
      })}
    </div>`;
  }

  #rows(): readonly Row[] {
    const { nodes } = this.graph;
    return nodes.flatMap((node): readonly Row[] => {
      const uses = usesOf(this.graph, node.id);
      const made = node.kind === "input" ? "" : ` = ${node.made}`;
      const text = `${node.name}${made}, value ${node.primal}, adjoint ${node.adjoint}`;
      const row: Row = { key: String(node.id), node, level: 1, text, children: uses.length };
      if (!this.open.has(node.id)) return [row];
      const inner = uses.map(({ to, partial, contribution }, k): Row => {
        const by = nodes.find(({ id }) => id === to)!;
        const how = partial === undefined ? "" : ` = ${by.adjoint} × ${partial}`;
        return {
          key: `${node.id}/${k}`,
          node,
          level: 2,
          text: `from ${by.name}: ${contribution}${how}`,
          children: 0,
        };
      });
      return [row, ...inner];
    });
  }

  /** The row that has the focus, however it came there, is the one that keys start from. */
  #follow(event: FocusEvent): void {
    this.at = (event.target as HTMLElement).dataset["key"] ?? this.at;
  }

  #pick(key: string, { id }: GraphNode): void {
    this.at = key;
    this.dispatchEvent(new CustomEvent("pick", { detail: id }));
  }

  #press(event: KeyboardEvent): void {
    const rows = this.#rows();
    const at = Math.max(
      0,
      rows.findIndex(({ key }) => key === this.at),
    );
    const row = rows[at]!;
    const act: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#focus(rows[Math.min(rows.length - 1, at + 1)]!),
      ArrowUp: () => this.#focus(rows[Math.max(0, at - 1)]!),
      Home: () => this.#focus(rows[0]!),
      End: () => this.#focus(rows.at(-1)!),
      ArrowRight: () => this.#unfold(row),
      ArrowLeft: () => this.#fold(row),
      Enter: () => this.#pick(row.key, row.node),
    };
    if (act[event.key] === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act[event.key]!();
  }

  #unfold({ node: { id }, children }: Row): void {
    if (children > 0) this.open = new Set([...this.open, id]);
  }

  #fold({ node }: Row): void {
    this.open = new Set([...this.open].filter((id) => id !== node.id));
    this.#focus({ key: String(node.id) });
  }

  #focus({ key }: Pick<Row, "key">): void {
    this.at = key;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus(),
    );
  }
}

customElements.define("graph-tree", GraphTree);
