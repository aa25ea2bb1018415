// What the phone keeps, in IndexedDB. Every write is strict: it is on the disk before the promise is kept.
// Rows belong to one person: keys begin with the user's id, so that a shared phone never mixes two people's work.

const NAME = "csc-field";
const STORES = { packages: ["user", "cycle"], work: ["user", "session"], outbox: "id", receipts: "id", meta: "key" };
let opening = null;

export class StorageRefused extends Error {}

export function open() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      let asked;
      try {
        asked = indexedDB.open(NAME, 1);
      } catch (error) {
        reject(new StorageRefused(String(error)));
        return;
      }
      asked.onupgradeneeded = () => {
        for (const [store, keyPath] of Object.entries(STORES)) if (!asked.result.objectStoreNames.contains(store)) asked.result.createObjectStore(store, { keyPath });
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opening = null; };
        asked.result.onclose = () => { opening = null; };
        resolve(asked.result);
      };
      asked.onerror = () => reject(new StorageRefused(String(asked.error)));
      asked.onblocked = () => reject(new StorageRefused("blocked"));
    });
    opening.catch(() => { opening = null; });
  }
  return opening;
}

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Run ``work(stores)`` in one transaction; what it returns comes back once everything is written. */
export async function transact(names, work, mode = "readwrite") {
  const base = await open();
  const transaction = base.transaction(names, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
    transaction.onerror = () => reject(transaction.error);
  });
  const stores = Object.fromEntries(names.map((name) => [name, {
    get: (key) => settled(transaction.objectStore(name).get(key)),
    all: () => settled(transaction.objectStore(name).getAll()),
    put: (row) => settled(transaction.objectStore(name).put(row)),
    drop: (key) => settled(transaction.objectStore(name).delete(key)),
  }]));
  let result;
  try {
    result = await work(stores);
  } catch (error) {
    try { transaction.abort(); } catch { /* it is over already */ }
    await done.catch(() => {});
    throw error;
  }
  await done;
  return result;
}

export const read = (name, key) => transact([name], (stores) => stores[name].get(key), "readonly");
export const readAll = (name) => transact([name], (stores) => stores[name].all(), "readonly");
export const write = (name, row) => transact([name], (stores) => stores[name].put(row));
export const meta = async (key) => { const row = await read("meta", key); return row ? row.value : undefined; };
export const setMeta = (key, value) => write("meta", { key, value });

/** A random UUID, on Chrome 90 too. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The name that the server knows this phone by; made once. */
export async function device() {
  return transact(["meta"], async ({ meta: rows }) => {
    const known = await rows.get("device");
    if (known) return known.value;
    const made = uuid();
    await rows.put({ key: "device", value: made });
    return made;
  });
}
