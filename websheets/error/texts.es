# La página que dice qué ha fallado.
title-used Esta página ya se ha utilizado
text-used Solo se abre una vez, para que nadie más pueda utilizarla.
title-expired Esta página ha caducado
text-expired Por su seguridad solo está abierta durante poco tiempo. No se ha cambiado nada.
title-form Abra la página de nuevo
text-form No hemos podido relacionar este formulario con su visita. No se ha cambiado nada.
title-unknown Aquí no hay ninguna página
text-unknown La dirección de esta página no está completa.
title-large El texto es demasiado largo
text-large Vuelva atrás y acorte lo que ha escrito.
title-wrong No ha funcionado
text-wrong El formulario no era el esperado. Vuelva atrás e inténtelo de nuevo.
title-busy Inténtelo de nuevo en un momento
text-busy Nuestro servicio no puede responder ahora mismo.
open-again Abra de nuevo las llamadas por Wi‑Fi en los ajustes de su teléfono.
open-again-sms-code Cierre esta página y vuelva a iniciar sesión.
