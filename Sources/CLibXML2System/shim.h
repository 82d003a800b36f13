/* Only the linker flags of libxml2 matter here. Its headers stay inside the C
   target CLibXML2, since they clash with Foundation in debug builds. */
