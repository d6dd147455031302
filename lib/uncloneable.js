/**
 * A base for handles. A structured clone would silently turn them into empty objects, so they are created as weak
 * references: for these, `structuredClone` and `postMessage` throw a `DataCloneError`. Node 20 does not have Node's own
 * `markAsUncloneable`.
 */
class Uncloneable {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: the object must be created as another kind.
    return Reflect.construct(WeakRef, [{}], new.target)
  }
}

module.exports = { Uncloneable }
