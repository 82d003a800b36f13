/* Only the linker flags of zlib matter here; its header stays inside the C target CZlib. */
