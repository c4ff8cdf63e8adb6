# La lista de páginas en /websheet/preview/, para quienes las hacen.
title Vista previa de las páginas
lead Cada página con ejemplos, según los archivos tal como están. Cambie un archivo y mire de nuevo: la página se recarga sola.
operator Operador
