// Keeps the provider's state in memory, so that it survives a rotation of keys.

/** An adapter class for the provider. All instances share one store. */
export function memoryAdapter() {
  const store = new Map();
  return class Adapter {
    constructor(name) {
      this.name = name;
    }

    upsert(id, payload) {
      store.set(`${this.name}:${id}`, payload);
      if (payload.uid) store.set(`${this.name} by uid:${payload.uid}`, payload);
    }

    find(id) {
      return store.get(`${this.name}:${id}`);
    }

    findByUid(uid) {
      return store.get(`${this.name} by uid:${uid}`);
    }

    findByUserCode() {}

    consume(id) {
      this.find(id).consumed = Math.floor(Date.now() / 1000);
    }

    destroy(id) {
      const uid = this.find(id)?.uid;
      store.delete(`${this.name}:${id}`);
      store.delete(`${this.name} by uid:${uid}`);
    }

    revokeByGrantId(grantId) {
      for (const [id, payload] of store) if (payload.grantId === grantId) store.delete(id);
    }
  };
}
