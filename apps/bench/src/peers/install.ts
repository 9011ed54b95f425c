import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type PeerName, pinned } from "./pinned.ts";

/** A folder of their own, which git ignores and no workspace knows. */
const folder: URL = new URL("../../peers/", import.meta.url);

/** Where a file of the peers' folder is. */
export function peerPath(path: string): string {
  return fileURLToPath(new URL(path, folder));
}

/** Loads what the peers' folder has. */
export const requirePeer: NodeJS.Require = createRequire(new URL("package.json", folder));

/** Whether exactly the pinned version is there. */
export function isInstalled(name: PeerName): boolean {
  try {
    const text = readFileSync(peerPath(`node_modules/${name}/package.json`), "utf8");
    return (JSON.parse(text) as { version: string }).version === pinned[name];
  } catch {
    return false;
  }
}

/** Installs all peers with npm, without their scripts; says whether that worked. */
export function installPeers(): boolean {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    peerPath("package.json"),
    `${JSON.stringify({ private: true, dependencies: pinned }, null, 2)}\n`,
  );
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const options = {
    cwd: fileURLToPath(folder),
    stdio: "inherit",
    shell: process.platform === "win32",
  } as const;
  return spawnSync("npm", ["install", ...flags], options).status === 0;
}
