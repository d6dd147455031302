//! Links the addon as the platform wants it.

fn main() {
    napi_build::setup();
}
